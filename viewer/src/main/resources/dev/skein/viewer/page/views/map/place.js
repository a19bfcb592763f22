// The heights at which the sorted items of each column stand: near what they are joined to, and
// apart from each other.

const ROUNDS = 120;
/** Less than this is not seen: nobody has moved. */
const STILL = 0.01;

/**
 * Sets `y` of each item.
 *
 * @param columns arrays of items in order, each `{up, down, gap, left, right}`: how far it reaches
 *     above and below its `y`, the room it wants to the next, and what it is joined to, each
 *     `{item, weight, shift}`: `shift` is by how much the item would stand lower than the other
 *     for the edge to be level
 */
export function place(columns) {
  for (const column of columns) {
    stack(column);
  }
  for (let round = 0; round < ROUNDS; round++) {
    const settle = round >= ROUNDS / 2;
    const forward = round % 2 === 0;
    const sides = settle ? ['left', 'right'] : [forward ? 'left' : 'right'];
    let moved = 0;
    for (const column of forward ? columns : columns.toReversed()) {
      moved = Math.max(moved, settleColumn(column, sides, settle));
    }
    if (settle && moved < STILL) {
      return;
    }
  }
}

function stack(column) {
  let y = 0;
  column.forEach((item, i) => {
    y += i === 0 ? 0 : distance(column[i - 1], item);
    item.y = y;
  });
  column.forEach((item) => {
    item.y -= y / 2;
  });
}

const distance = (upper, lower) => upper.down + Math.max(upper.gap, lower.gap) + lower.up;

/**
 * Moves a column's items to where they would like to be, as near as their order and distances
 * allow: the least sum of weighted squares, found by pooling those that push each other. Returns
 * how far the farthest has moved.
 */
function settleColumn(column, sides, level) {
  const blocks = [];
  let offset = 0;
  column.forEach((item, i) => {
    offset += i === 0 ? 0 : distance(column[i - 1], item);
    const {wish, weight} = wanted(item, sides, level);
    let block = {items: [{item, offset}], sum: (wish - offset) * weight, weight};
    while (blocks.length > 0 && mean(blocks.at(-1)) > mean(block)) {
      const above = blocks.pop();
      above.items.push(...block.items);
      block = {
        items: above.items,
        sum: above.sum + block.sum,
        weight: above.weight + block.weight,
      };
    }
    blocks.push(block);
  });
  let moved = 0;
  for (const block of blocks) {
    for (const {item, offset: below} of block.items) {
      const y = mean(block) + below;
      moved = Math.max(moved, Math.abs(y - item.y));
      item.y = y;
    }
  }
  return moved;
}

const mean = ({sum, weight}) => sum / weight;

/**
 * Where an item would like to be. In the end (`level`) edges count less the steeper they are: of
 * several that cannot all be level, one is, rather than that all are nearly so.
 */
function wanted(item, sides, level) {
  let sum = 0;
  let weight = 0;
  for (const side of sides) {
    for (const join of item[side]) {
      const wish = join.item.y + join.shift;
      const counts = level ? join.weight / (2 + Math.abs(wish - item.y)) : join.weight;
      sum += wish * counts;
      weight += counts;
    }
  }
  // who has no neighbours stays, but gives way to those who have
  return weight === 0 ? {wish: item.y, weight: 0.001} : {wish: sum / weight, weight};
}
