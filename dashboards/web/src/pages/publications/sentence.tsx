import { Unbroken } from '../../components/unbroken.tsx';
import { splitWording } from '../../format/sentence.ts';
import { useLocale } from '../../locales/use-locale.tsx';

type Props = { readonly text: { readonly zh: string; readonly en: string }; readonly className: string };

const MOMENT = /^(截至 .*?，|As of .*?, \d{2}:\d{2}, )/;

/** A sentence as printed: its moment on a line of its own, the number heavier than its words. */
export const Sentence = ({ text, className }: Props) => {
  const { say } = useLocale();
  const whole = say(text);
  const moment = MOMENT.exec(whole)?.[0] ?? '';
  const parts = splitWording(whole.slice(moment.length));
  const last = parts.findLastIndex(part => part.heavy);
  return (
    <p className={className}>
      {moment && <span className="sentence-moment">{moment}</span>}
      <span className="sentence-claim">
        {parts.map((part, index) =>
          index === last ? <b key={part.text}>{part.text}</b> : <Unbroken key={part.text} text={part.text} />,
        )}
      </span>
    </p>
  );
};
