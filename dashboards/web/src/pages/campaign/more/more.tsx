import { Near } from '../near.tsx';
import { BroadcastSection } from './broadcast-section.tsx';
import { ComparisonSection } from './comparison-section.tsx';
import { HitsSection } from './hits-section.tsx';
import { HotSection } from './hot-section.tsx';
import { KindsSection } from './kinds-section.tsx';
import { PublicationsSection } from './publications-section.tsx';
import './more.css';

/** What stands below the answer: read when somebody scrolls that far, each by itself. */
const More = () => (
  <>
    <Near id="kinds-part">
      <KindsSection />
    </Near>
    <Near id="hits-part">
      <HitsSection />
    </Near>
    <Near id="hot-part">
      <HotSection />
    </Near>
    <Near id="comparison-part">
      <ComparisonSection />
    </Near>
    <Near id="broadcast-part">
      <BroadcastSection />
    </Near>
    <Near id="publications-part">
      <PublicationsSection />
    </Near>
  </>
);

export default More;
