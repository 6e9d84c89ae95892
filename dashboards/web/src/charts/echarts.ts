import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { AxisPointerComponent, GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';

/** Only what the charts draw with. SVG: crisp on paper and on any screen, and its text is text. */
use([
  LineChart,
  BarChart,
  ScatterChart,
  GridComponent,
  TooltipComponent,
  AxisPointerComponent,
  MarkLineComponent,
  LabelLayout,
  SVGRenderer,
]);

export type Chart = EChartsType;
export const createChart = (element: HTMLElement): Chart => init(element, null, { renderer: 'svg' });
