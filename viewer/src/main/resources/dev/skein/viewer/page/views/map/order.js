// The order of what stands above each other in a column, such that few edges cross.

const SWEEPS = 16;

/**
 * Sorts columns in place.
 *
 * @param columns arrays of items `{left: [{item, at}], right: [{item, at}]}`: what an item is
 *     joined to in the columns beside it, and where along the other item's side (0 top, 1 bottom)
 */
export function sortColumns(columns) {
  number(columns);
  let best = snapshot(columns);
  let fewest = crossings(columns);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const forward = sweep % 2 === 0;
    for (const column of forward ? columns : columns.toReversed()) {
      sortByNeighbours(column, forward ? 'left' : 'right');
    }
    while (swapNeighbours(columns)) {
      // each round has fewer crossings than the one before
    }
    const now = crossings(columns);
    if (now < fewest) {
      fewest = now;
      best = snapshot(columns);
    }
  }
  columns.forEach((column, i) => column.splice(0, column.length, ...best[i]));
  number(columns);
}

function snapshot(columns) {
  return columns.map((column) => [...column]);
}

function number(columns) {
  columns.forEach((column) => column.forEach((item, i) => {
    item.order = i;
  }));
}

const position = ({item, at}) => item.order + at * 0.5;

function sortByNeighbours(column, side) {
  for (const item of column) {
    const joined = item[side];
    item.wish = joined.length === 0
      ? item.order
      : joined.reduce((sum, join) => sum + position(join), 0) / joined.length;
  }
  // those with no neighbours on that side keep their places
  const moving = column.filter((item) => item[side].length > 0);
  moving.sort((a, b) => a.wish - b.wish || a.order - b.order);
  let next = 0;
  column.forEach((item, i) => {
    if (item[side].length > 0) {
      column[i] = moving[next++];
    }
  });
  number([column]);
}

/** Swaps items that stand next to each other where that saves crossings; whether any did. */
function swapNeighbours(columns) {
  let swapped = false;
  for (const column of columns) {
    for (let i = 0; i + 1 < column.length; i++) {
      const [upper, lower] = [column[i], column[i + 1]];
      const saved = pairs(upper.left, lower.left) - pairs(lower.left, upper.left)
        + pairs(upper.right, lower.right) - pairs(lower.right, upper.right);
      if (saved > 0) {
        [column[i], column[i + 1]] = [lower, upper];
        [lower.order, upper.order] = [i, i + 1];
        swapped = true;
      }
    }
  }
  return swapped;
}

/** How often edges of an upper item cross those of a lower one, on one side. */
function pairs(upper, lower) {
  let crossed = 0;
  for (const above of upper) {
    for (const below of lower) {
      if (position(above) > position(below)) {
        crossed++;
      }
    }
  }
  return crossed;
}

function crossings(columns) {
  let sum = 0;
  for (const column of columns) {
    const ends = column.flatMap((item) => item.right.map(position).sort((a, b) => a - b));
    sum += inversions(ends);
  }
  return sum;
}

/** How many pairs are in the wrong order, by merging. */
function inversions(values) {
  if (values.length < 2) {
    return 0;
  }
  const middle = values.length >> 1;
  const low = values.slice(0, middle);
  const high = values.slice(middle);
  let sum = inversions(low) + inversions(high);
  for (let k = 0, i = 0, j = 0; k < values.length; k++) {
    if (j === high.length || (i < low.length && low[i] <= high[j])) {
      values[k] = low[i++];
    } else {
      values[k] = high[j++];
      sum += low.length - i;
    }
  }
  return sum;
}
