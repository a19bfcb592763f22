// Moving between things on a plane by the arrow keys.

/** Whether two are the same service or call, `{kind, id}`. */
export function same(a, b) {
  return a != null && b != null && a.kind === b.kind && a.id === b.id;
}

/**
 * The box that lies next in a direction, [x, y] of -1, 0 and 1; straight ahead counts more than
 * near. Null if there is none.
 */
export function nearest(from, boxes, [dx, dy]) {
  const [x, y] = middle(from);
  let best = null;
  let least = Infinity;
  for (const box of boxes) {
    const [bx, by] = middle(box);
    const ahead = (bx - x) * dx + (by - y) * dy;
    const aside = Math.abs((bx - x) * dy) + Math.abs((by - y) * dx);
    const distance = ahead + 2 * aside;
    if (ahead > 1 && aside <= 3 * ahead && distance < least) {
      best = box;
      least = distance;
    }
  }
  return best;
}

const middle = ({x, y, width, height}) => [x + width / 2, y + height / 2];
