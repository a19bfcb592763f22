// Moving about in a drawing: dragging, two fingers, Ctrl and wheel.

const MIN_SCALE = 0.1;
const MAX_SCALE = 3;
const DRAG_PIXELS = 4;

/**
 * A Lit controller: `scale`, `x` and `y` say where the drawing is in its pane.
 *
 * Until the user moves it, the drawing stays fitted to the pane.
 */
export class PanZoom {
  scale = 1;
  x = 0;
  y = 0;
  /** Whether the last press was a drag, whose click means nothing. */
  dragged = false;
  #host;
  #pane = {width: 0, height: 0};
  #drawing = {width: 0, height: 0};
  #readable = 1;
  #beginY = 0;
  #moved = false;
  #pointers = new Map();

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected() {
    this.#pointers.clear();
  }

  /**
   * Says how large the pane and the drawing are, below which scale the drawing is not shrunk
   * unasked to be seen as a whole, and the height that is seen then.
   */
  resize(pane, drawing, readable, beginY) {
    this.#readable = readable;
    this.#beginY = beginY;
    this.#pane = pane;
    this.#drawing = drawing;
    if (!this.#moved) {
      this.#fit(this.#readable);
    }
  }

  /** Shows all of the drawing, however small. */
  fit() {
    this.#moved = false;
    this.#fit(MIN_SCALE);
  }

  #fit(least) {
    const {width, height} = this.#drawing;
    if (width === 0 || this.#pane.width === 0) {
      return;
    }
    const whole = Math.min(this.#pane.width / width, this.#pane.height / height);
    this.scale = Math.min(1, Math.max(least, whole));
    const spare = this.#pane.height - height * this.scale;
    // of what does not fit, one sees where requests enter
    this.x = Math.max(0, (this.#pane.width - width * this.scale) / 2);
    this.y = spare >= 0
      ? spare / 2
      : Math.min(0, Math.max(spare, this.#pane.height / 2 - this.#beginY * this.scale));
    this.#host.requestUpdate();
  }

  /** Zooms about a point of the pane, by default its middle. */
  zoom(factor, x = this.#pane.width / 2, y = this.#pane.height / 2) {
    const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, this.scale * factor));
    this.#moved = true;
    this.x = x - (x - this.x) * (scale / this.scale);
    this.y = y - (y - this.y) * (scale / this.scale);
    this.scale = scale;
    this.#keepInSight();
  }

  /** Moves the drawing by pixels. */
  pan(dx, dy) {
    this.#moved = true;
    this.x += dx;
    this.y += dy;
    this.#keepInSight();
  }

  /** Moves as little as it takes to see a box of the drawing. */
  reveal(box) {
    const margin = 12;
    const move = (from, size, pane) => {
      if (from < margin) {
        return margin - from;
      }
      return Math.min(0, Math.max(margin - from, pane - margin - from - size));
    };
    const dx = move(box.x * this.scale + this.x, box.width * this.scale, this.#pane.width);
    const dy = move(box.y * this.scale + this.y, box.height * this.scale, this.#pane.height);
    if (dx !== 0 || dy !== 0) {
      this.pan(dx, dy);
    }
  }

  #keepInSight() {
    const edge = 60;
    const clamp = (at, size, pane) => Math.min(pane - edge, Math.max(edge - size, at));
    this.x = clamp(this.x, this.#drawing.width * this.scale, this.#pane.width);
    this.y = clamp(this.y, this.#drawing.height * this.scale, this.#pane.height);
    this.#host.requestUpdate();
  }

  down = (event) => {
    if (event.button === 0) {
      this.dragged = false;
      this.#pointers.set(event.pointerId, {x: event.clientX, y: event.clientY, moved: false});
    }
  };

  move = (event) => {
    const pointer = this.#pointers.get(event.pointerId);
    if (!pointer) {
      return;
    }
    const dx = event.clientX - pointer.x;
    const dy = event.clientY - pointer.y;
    if (!pointer.moved && Math.hypot(dx, dy) < DRAG_PIXELS) {
      return;
    }
    if (!pointer.moved) {
      pointer.moved = true;
      this.dragged = true;
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const {left, top} = event.currentTarget.getBoundingClientRect();
      const before = Math.hypot(pointer.x - other.x, pointer.y - other.y);
      const after = Math.hypot(event.clientX - other.x, event.clientY - other.y);
      if (before > 0) {
        this.zoom(after / before,
          (event.clientX + other.x) / 2 - left, (event.clientY + other.y) / 2 - top);
      }
      this.pan(dx / 2, dy / 2);
    } else {
      this.pan(dx, dy);
    }
    pointer.x = event.clientX;
    pointer.y = event.clientY;
  };

  up = (event) => {
    this.#pointers.delete(event.pointerId);
  };

  wheel = (event) => {
    // a plain wheel scrolls the page
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const {left, top} = event.currentTarget.getBoundingClientRect();
      this.zoom(Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
    }
  };
}
