import {LitElement, css, html, nothing, svg} from 'lit';
import {serviceColor} from '../../color.js';
import {counted, duration, percent} from '../../format.js';
import {base} from '../../styles.js';
import {layout} from './layout.js';
import {edgeText, measurer, nodeText, nodeWidth, shorten} from './map-text.js';
import {shortCount} from './map-model.js';
import {nearest, same} from './nearest.js';
import {PanZoom} from './pan-zoom.js';

const PANE_HEIGHT = {least: 240, share: 0.6};
const ARROW = 'M0 0L-9 -4.5L-9 4.5z';

/**
 * The drawing of the service map.
 *
 * `model` is of mapModel; `current` is `{kind, id}` of what is pointed at or null, `address(kind,
 * one)` the link of a service or call. Fires "point" with `{kind, id}` or null while the pointer
 * or the focus is on something, and "choose" with `{kind, id, event}` when it is clicked.
 */
class SkeinMapGraph extends LitElement {
  static properties = {
    model: {attribute: false},
    current: {attribute: false},
    address: {attribute: false},
    paneWidth: {state: true},
    stop: {state: true},
  };

  view = new PanZoom(this);
  #layout = null;
  #topology = null;
  #names = null;
  #paneHeight = PANE_HEIGHT.least;
  #resized = new ResizeObserver(([{contentRect}]) => {
    this.paneWidth = contentRect.width;
  });

  connectedCallback() {
    super.connectedCallback();
    this.#observe();
  }

  disconnectedCallback() {
    this.#resized.disconnect();
    super.disconnectedCallback();
  }

  firstUpdated() {
    this.#observe();
  }

  /** Not the element itself: its height follows from its width, which would be told again. */
  #observe() {
    const ruler = this.renderRoot?.querySelector('.ruler');
    if (ruler) {
      this.#resized.observe(ruler);
    }
  }

  willUpdate(changed) {
    if (changed.has('model') && this.model.topology !== this.#topology) {
      const measure = measurer(getComputedStyle(this).fontFamily);
      const nodes = this.model.nodes.map(({id, entry}) => ({id, entry, width: nodeWidth(id, measure)}));
      this.#layout = layout(nodes, this.model.edges, this.#layout);
      this.#topology = this.model.topology;
      this.#names = new Map(nodes.map(({id}) => [id, shorten(id, this.#layout.nodes.get(id).width, measure)]));
    }
    if (this.paneWidth && (changed.has('paneWidth') || changed.has('model'))) {
      this.#fitPane();
    }
  }

  #fitPane() {
    const {width, height} = this.#layout;
    // a narrow pane cannot show all of a map and let it be read; it is moved instead
    const readable = this.paneWidth < 640 ? 0.8 : 0.5;
    const scale = Math.min(1, Math.max(readable, this.paneWidth / width));
    const most = Math.max(PANE_HEIGHT.least, window.innerHeight * PANE_HEIGHT.share);
    this.#paneHeight = Math.round(Math.min(most, Math.max(PANE_HEIGHT.least, height * scale)));
    this.view.resize({width: this.paneWidth, height: this.#paneHeight}, {width, height}, readable, this.#entryY());
  }

  #entryY() {
    const boxes = [...this.#layout.nodes.values()];
    const first = boxes.reduce((a, b) => (b.x < a.x ? b : a), boxes[0]);
    return first ? first.y + first.height / 2 : 0;
  }

  /** The boxes of what the arrow keys move between: services and the labels of calls. */
  #stops() {
    return [
      ...this.model.nodes.map(({id}) => ({kind: 'node', id, ...this.#layout.nodes.get(id)})),
      ...this.model.edges.map(({id}, i) => ({kind: 'edge', id, ...this.#layout.edges[i].label})),
    ];
  }

  #move(event, direction) {
    const stops = this.#stops();
    const at = stops.find((one) => same(one, this.stop)) ?? stops[0];
    const next = nearest(at, stops, direction);
    if (next) {
      event.preventDefault();
      this.#focus(next);
    }
  }

  async #focus(stop) {
    this.stop = {kind: stop.kind, id: stop.id};
    await this.updateComplete;
    this.renderRoot.querySelector('a[tabindex="0"]').focus({preventScroll: true});
  }

  #key = (event) => {
    const direction = {
      ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
    }[event.key];
    if (direction && !event.ctrlKey && !event.altKey && !event.metaKey) {
      this.#move(event, direction);
    }
  };

  #point(target) {
    this.dispatchEvent(new CustomEvent('point', {detail: target}));
  }

  #focused(target, box) {
    this.stop = target;
    this.view.reveal(box);
    this.#point(target);
  }

  #choose(event, target) {
    // Enter on a link is a click, too, but has no count
    if (this.view.dragged && event.detail > 0) {
      event.preventDefault();
      return;
    }
    this.dispatchEvent(new CustomEvent('choose', {detail: {...target, event}}));
  }

  render() {
    if (!this.#layout) {
      return nothing;
    }
    const {scale, x, y} = this.view;
    const {nodes, edges} = this.model;
    const near = this.#near();
    const stops = this.#stops();
    const stop = stops.find((one) => same(one, this.stop)) ?? stops[0];
    return html`
      <div class="ruler"></div>
      <svg width="100%" height=${this.#paneHeight} role="group"
        class=${this.#layout.height * scale > this.#paneHeight + 1 ? 'tall' : ''}
        aria-label="Map of ${counted(nodes.length, 'service')} and ${counted(edges.length, 'call path')}; the arrow keys move within it, the tables below say the same"
        @pointerdown=${this.view.down} @pointermove=${this.view.move}
        @pointerup=${this.view.up} @pointercancel=${this.view.up}
        @dragstart=${(event) => event.preventDefault()}
        @keydown=${this.#key} @wheel=${{handleEvent: this.view.wheel, passive: false}}>
        <g transform="translate(${x} ${y}) scale(${scale})" class=${near ? 'pointed' : ''}>
          <g>${edges.map((edge, i) => this.#line(edge, this.#layout.edges[i], near))}</g>
          <g>${edges.map((edge, i) => this.#label(edge, this.#layout.edges[i], near, stop))}</g>
          <g>${nodes.map((node) => this.#node(node, this.#layout.nodes.get(node.id), near, stop))}</g>
        </g>
      </svg>
      <div class="zoom">
        <button aria-label="Zoom in" title="Zoom in (+)" @click=${() => this.view.zoom(1.25)}>+</button>
        <button aria-label="Zoom out" title="Zoom out (-)" @click=${() => this.view.zoom(0.8)}>−</button>
        <button title="Show all (0)" @click=${() => this.view.fit()}>Fit</button>
      </div>
    `;
  }

  /** What is joined to what is pointed at; the rest is drawn paler. */
  #near() {
    if (!this.current) {
      return null;
    }
    const {kind, id} = this.current;
    const edges = this.model.edges.filter((edge) =>
      kind === 'edge' ? edge.id === id : edge.from === id || edge.to === id);
    const nodes = new Set(edges.flatMap(({from, to}) => [from, to]));
    if (kind === 'node') {
      nodes.add(id);
    }
    return {edges: new Set(edges.map((edge) => edge.id)), nodes};
  }

  #line(edge, {path, arrow}, near) {
    const target = {kind: 'edge', id: edge.id};
    return svg`
      <g class="line ${edge.level} ${near?.edges.has(edge.id) ? 'near' : ''}">
        <path class="stroke" d=${path} stroke-width=${edge.thickness.toFixed(2)}></path>
        <path class="arrow" d=${ARROW}
          transform="translate(${arrow.x} ${arrow.y}) rotate(${arrow.angle}) scale(${(0.8 + edge.thickness / 12).toFixed(2)})"></path>
        <path class="reach" d=${path}
          @pointerenter=${() => this.#point(target)} @pointerleave=${() => this.#point(null)}
          @click=${(event) => this.#choose(event, target)}></path>
      </g>`;
  }

  #link(kind, one, box, stop, text) {
    const target = {kind, id: one.id};
    return {
      href: this.address(kind, one),
      tabindex: same(stop, target) ? 0 : -1,
      text,
      enter: () => this.#point(target),
      leave: () => this.#point(null),
      focus: () => this.#focused(target, box),
      click: (event) => this.#choose(event, target),
    };
  }

  #label(edge, {label}, near, stop) {
    const link = this.#link('edge', edge, label, stop, edgeText(edge));
    const times = [['p50', edge.p50Nanos], ['p95', edge.p95Nanos], ['p99', edge.p99Nanos]];
    return svg`
      <a class="label ${edge.level} ${near?.edges.has(edge.id) ? 'near' : ''}" data-edge=${edge.id}
        transform="translate(${label.x} ${label.y})"
        href=${link.href} tabindex=${link.tabindex} aria-label=${link.text}
        @pointerenter=${link.enter} @pointerleave=${link.leave} @focus=${link.focus} @blur=${link.leave}
        @click=${link.click}>
        <rect class="box" width=${label.width} height=${label.height} rx="4"></rect>
        <text class="calls" x="8" y="14">${shortCount(edge.calls)} ${edge.calls === 1 ? 'call' : 'calls'}</text>
        ${edge.errors > 0 ? svg`<text class="errors" x=${label.width - 8} y="14">${percent(edge.errorShare)} err</text>` : nothing}
        ${times.map(([name, nanos], i) => {
          const text = duration(nanos);
          const x = label.width * (2 * i + 1) / 6;
          return svg`
            <text class="name" x=${x} y="27">${name}</text>
            <text class="value" x=${x} y="40" textLength=${text.length > 8 ? 44 : nothing}
              lengthAdjust="spacingAndGlyphs">${text}</text>`;
        })}
      </a>`;
  }

  #node(node, box, near, stop) {
    const link = this.#link('node', node, box, stop, nodeText(node));
    return svg`
      <a class="node ${node.level} ${node.silent ? 'silent' : ''} ${near?.nodes.has(node.id) ? 'near' : ''}"
        data-node=${node.id} transform="translate(${box.x} ${box.y})"
        href=${link.href} tabindex=${link.tabindex} aria-label=${link.text}
        @pointerenter=${link.enter} @pointerleave=${link.leave} @focus=${link.focus} @blur=${link.leave}
        @click=${link.click}>
        <rect class="box" width=${box.width} height=${box.height} rx="6"></rect>
        <rect class="stripe" x="7" y="9" width="5" height=${box.height - 18} rx="2.5" fill=${serviceColor(node.name)}></rect>
        <text class="title" x="21" y="20">${this.#names.get(node.id)}</text>
        ${node.silent
          ? svg`<text class="facts" x="21" y="37">sends no spans</text>`
          : svg`<text class="facts" x="21" y="37">${shortCount(node.spanCount)} ${node.spanCount === 1 ? 'span' : 'spans'}${
            node.errorCount > 0 ? svg`<tspan class="errors" dx="7">${percent(node.errorShare)} err</tspan>` : nothing}</text>`}
      </a>`;
  }

  static styles = [base, css`
    :host {
      position: relative;
      display: block;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--bg-raised);
      overflow: hidden;
    }
    svg {
      display: block;
      cursor: grab;
      /* across is ours, along scrolls the page, unless there is more of the map below */
      touch-action: pan-y;
      user-select: none;
    }
    svg.tall {
      touch-action: none;
    }
    svg:active {
      cursor: grabbing;
    }
    a {
      outline: none;
      cursor: pointer;
      transition: opacity 0.12s;
    }
    .line {
      transition: opacity 0.12s;
    }
    .stroke, .reach {
      fill: none;
    }
    .stroke {
      stroke: var(--edge);
      stroke-linejoin: round;
    }
    .arrow {
      fill: var(--edge);
    }
    .reach {
      stroke: transparent;
      stroke-width: 14;
      pointer-events: stroke;
      cursor: pointer;
    }
    .line, .label {
      --edge: color-mix(in srgb, var(--fg-faint) 55%, var(--bg-raised));
    }
    .line.few, .label.few {
      --edge: var(--warn);
    }
    .line.many, .label.many {
      --edge: var(--error);
    }
    .box {
      fill: var(--bg-raised);
      stroke: var(--line);
    }
    .node .box {
      fill: var(--bg);
      stroke: color-mix(in srgb, var(--fg-faint) 60%, var(--bg-raised));
    }
    .node.silent .box {
      stroke-dasharray: 4 3;
    }
    .label.few .box, .label.many .box {
      stroke: var(--edge);
    }
    .node:hover .box, .label:hover .box {
      fill: var(--bg-hover);
    }
    a:focus-visible .box {
      stroke: var(--focus);
      stroke-width: 2.5;
      stroke-dasharray: none;
    }
    text {
      fill: var(--fg);
      font-family: inherit;
    }
    .title {
      font-size: 13px;
      font-weight: 600;
    }
    .facts {
      fill: var(--fg-faint);
      font-size: 11px;
    }
    .calls {
      font-size: 11px;
      font-weight: 600;
    }
    .errors {
      fill: var(--error);
      font-size: 11px;
      font-weight: 600;
    }
    text.errors {
      text-anchor: end;
    }
    .few .errors {
      fill: var(--warn);
    }
    .name {
      fill: var(--fg-faint);
      font-size: 9px;
      text-anchor: middle;
    }
    .value {
      font-size: 10.5px;
      text-anchor: middle;
    }
    .pointed .line:not(.near), .pointed a:not(.near) {
      opacity: 0.22;
    }
    .zoom {
      position: absolute;
      top: 8px;
      right: 8px;
      display: flex;
      gap: 4px;
    }
    .zoom button {
      justify-content: center;
      min-width: 28px;
      padding: 2px 6px;
    }
  `];
}

customElements.define('skein-map-graph', SkeinMapGraph);
