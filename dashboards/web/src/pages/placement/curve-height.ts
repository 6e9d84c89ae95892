/** Of the curve of readings, in pixels; apart from the drawing, which is loaded when seen. */
export const HEIGHT = 280;
