import {html, nothing} from 'lit';
import {count, counted, duration} from '../../format.js';
import {setStyle} from '../../set-style.js';
import {kindIcon} from './kind-icons.js';
import {packed, shareOf} from './time-scale.js';

/** About the width of a digit in a bar's label. */
const DIGIT_PIXELS = 6.4;
const LABEL_GAP_PIXELS = 12;
/** Names longer than this are cut before they reach the page: no row can show them. */
const NAME_LIMIT = 300;
const percent = (share) => `${(share * 100).toFixed(4)}%`;

/**
 * What is in a span's row: its place in the tree, and when it was.
 *
 * @param index the span's
 * @param look what all rows share: `{model, rows, range, pixels, rowPixels, indent, narrow, selected,
 *     found, hinted}`
 */
export function rowCells(index, look) {
  const {model, rows} = look;
  const span = model.spans[index];
  const parent = model.isParent(index);
  const closed = rows.collapsed.has(index);
  return html`
    ${treeCell(span, index, parent, closed, look)}
    <div class="time" role="gridcell" aria-label=${spoken(span)}>
      <div class="track">${bar(span, index, closed && parent, look)}</div>
    </div>`;
}

function treeCell(span, index, parent, closed, {model, rows, indent, narrow}) {
  const width = rows.depth(index) * indent;
  const name = span.name.slice(0, NAME_LIMIT) || '(no name)';
  const service = span.service.slice(0, NAME_LIMIT) || '(no service)';
  return html`
    <div class="tree" role="rowheader">
      <span class="indent" style=${setStyle({width: `${width}px`})}></span>
      ${parent ? html`
        <button class="fold" tabindex="-1" data-fold=${index}
          aria-label="${closed ? 'Expand' : 'Collapse'} ${counted(model.descendants(index), 'span')}">
          <svg viewBox="0 0 12 12" aria-hidden="true"><path d="M3.5 4.5 6 7.2 8.5 4.5"></path></svg>
        </button>` : html`<span class="leaf"></span>`}
      <span class="mark"></span>
      ${kindIcon(span.kind)}
      <span class="names" title="${service}: ${name}">
        <span class="name">${name}</span>
        <span class="service">${service}</span>
      </span>
      ${parent ? html`
        <span class="count" title="${counted(span.childCount, 'child', 'children')}, ${counted(model.descendants(index), 'span')} below">
          ${closed ? `+${count(model.descendants(index))}` : count(span.childCount)}
        </span>` : nothing}
      ${flags(span)}
      ${narrow ? html`<span class="narrow-duration">${duration(span.durationNanos)}</span>` : nothing}
    </div>`;
}

function flags({status, statusMessage, skewNanos, missingParent}) {
  return html`
    ${status === 'ERROR' ? html`
      <svg class="flag error" viewBox="0 0 12 12" role="img" aria-label="error">
        <title>${statusMessage ? `Error: ${statusMessage.slice(0, NAME_LIMIT)}` : 'Error'}</title>
        <circle cx="6" cy="6" r="5"></circle><path d="M6 3.2v3.4M6 8.6v.2"></path>
      </svg>` : nothing}
    ${missingParent ? html`
      <svg class="flag warn" viewBox="0 0 12 12" role="img" aria-label="parent missing">
        <title>Its parent has not arrived</title>
        <path d="M2 10.5V7.8M2 5.8V4M2 10.5h4"></path><path class="gone" d="M2 1.5h.01"></path><circle cx="8.5" cy="10" r="1.2"></circle>
      </svg>` : nothing}
    ${skewNanos ? html`
      <svg class="flag" viewBox="0 0 12 12" role="img" aria-label="clock corrected">
        <title>${skewText(skewNanos)}</title>
        <circle cx="6" cy="6" r="4.6"></circle><path d="M6 3.4V6l1.8 1.2"></path>
      </svg>` : nothing}`;
}

/** What was done about a clock that is ahead or behind. */
export function skewText(skewNanos) {
  return `Moved ${duration(Math.abs(skewNanos))} ${skewNanos > 0 ? 'later' : 'earlier'}, as this service’s clock differs from its caller’s`;
}

function spoken(span) {
  return `${labelTexts(span).join(' ')}, starts at ${duration(span.offsetNanos)}`;
}

function bar(span, index, folded, look) {
  const {model, range, pixels} = look;
  const from = Math.max(shareOf(span.offsetNanos, range), -0.01);
  const to = Math.min(shareOf(model.end(index), range), 1.01);
  if (to < -0.005) {
    return html`<span class="outside before" title="earlier">‹</span>`;
  }
  if (from > 1.005) {
    return html`<span class="outside after" title="later">›</span>`;
  }
  return html`
    <div class="bar" style=${setStyle({left: percent(from), width: percent(to - from)})}></div>
    ${pieces('self', model.self(index), look)}
    ${span.status === 'ERROR' ? html`<i class="fault" style=${setStyle({left: percent(from), width: percent(to - from)})}></i>` : nothing}
    ${pieces('critical', model.critical(index, folded), look)}
    ${(span.events ?? []).length > 0 ? events(span, look) : nothing}
    ${look.narrow ? nothing : label(span, Math.max(from, 0), Math.min(to, 1), pixels)}`;
}

function pieces(className, intervals, {range, pixels}) {
  return packed(intervals, range, pixels).map(({from, to, fill}) => html`
    <i class=${className} style=${setStyle({
      left: percent(from),
      width: percent(to - from),
      opacity: fill < 0.95 ? (0.25 + fill * 0.75).toFixed(2) : null,
    })}></i>`);
}

function events(span, {range, pixels}) {
  const points = span.events
    .map(({name, offsetNanos}) => ({name, nanos: offsetNanos, share: shareOf(offsetNanos, range)}))
    .filter(({share}) => share >= 0 && share <= 1)
    .sort((a, b) => a.nanos - b.nanos);
  const ticks = [];
  for (const point of points) {
    const last = ticks.at(-1);
    if (last && (point.share - last.share) * pixels < 2) {
      last.more++;
    } else {
      ticks.push({...point, more: 0});
    }
  }
  return ticks.map(({name, nanos, share, more}) => html`
    <b class="event ${name === 'exception' ? 'exception' : ''}" style=${setStyle({left: percent(share)})}
      title="${name.slice(0, NAME_LIMIT)} at ${duration(nanos)}${more > 0 ? ` and ${more} more` : ''}"></b>`);
}

/** The duration, and what of it is the span's own if that is another time. */
function labelTexts({durationNanos, selfNanos, childCount}) {
  const whole = duration(durationNanos);
  return childCount > 0 && selfNanos > 0 ? [whole, `${duration(selfNanos)} self`] : [whole];
}

function label(span, from, to, pixels) {
  const [whole, self = ''] = labelTexts(span);
  const need = (text) => text.length * DIGIT_PIXELS + LABEL_GAP_PIXELS;
  const both = self ? `${whole}   ${self}` : whole;
  const after = (1 - to) * pixels;
  const before = from * pixels;
  for (const [text, own] of [[both, self], [whole, '']]) {
    if (after >= need(text)) {
      return labelAt('after', {left: percent(to), right: null}, whole, own);
    }
    if (before >= need(text)) {
      return labelAt('before', {left: null, right: percent(1 - from)}, whole, own);
    }
    if ((to - from) * pixels >= need(text)) {
      return labelAt('inside', {left: null, right: percent(1 - to)}, whole, own);
    }
  }
  return nothing;
}

function labelAt(where, place, whole, self) {
  return html`<span class="label ${where}" style=${setStyle(place)}>${whole} ${self ? html`<span class="own">${self}</span>` : nothing}</span>`;
}
