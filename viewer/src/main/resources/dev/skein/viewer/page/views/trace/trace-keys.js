/** The keys of the trace view; `view` does what they say. */
export function traceKeys(view) {
  const inRows = (run) => (event) => {
    if (!view.takesArrows(event)) {
      return false;
    }
    return run();
  };
  return [
    {key: '/', help: 'Find in the trace', run: () => view.focusSearch()},
    {key: 'n', help: 'Next match', run: () => view.nextMatch(1)},
    {key: 'N', help: 'Previous match', run: () => view.nextMatch(-1)},
    {key: 'e', help: 'Next error', run: () => view.nextError(1)},
    {key: 'E', help: 'Previous error', run: () => view.nextError(-1)},
    {key: 'j', help: 'Next span', run: () => view.step(1)},
    {key: 'k', help: 'Previous span', run: () => view.step(-1)},
    {key: 'ArrowDown', run: inRows(() => view.step(1))},
    {key: 'ArrowUp', run: inRows(() => view.step(-1))},
    {key: 'PageDown', run: inRows(() => view.stepPage(1))},
    {key: 'PageUp', run: inRows(() => view.stepPage(-1))},
    {key: 'Home', run: inRows(() => view.step(-Infinity))},
    {key: 'End', run: inRows(() => view.step(Infinity))},
    {key: 'ArrowLeft', help: 'Collapse, or go to the parent', run: inRows(() => view.collapseOrUp())},
    {key: 'ArrowRight', help: 'Expand, or go to the first child', run: inRows(() => view.expandOrDown())},
    {key: ['Enter', ' '], help: 'Details of the span', run: inRows(() => view.toggleDetails())},
    {key: 'x', help: 'Collapse or expand with everything below', run: () => view.toggleSubtree()},
    {key: '[', help: 'Collapse one level', run: () => view.levels('less')},
    {key: ']', help: 'Expand one level', run: () => view.levels('more')},
    {key: 'f', help: 'Show the span’s subtree alone, or all again', run: () => view.toggleFocus()},
    {key: 'z', help: 'Zoom to the span', run: () => view.zoomToSelected()},
    {key: ['+', '='], help: 'Zoom in', run: () => view.zoom(0.5)},
    {key: '-', help: 'Zoom out', run: () => view.zoom(2)},
    {key: '0', help: 'Show the whole time', run: () => view.zoomOut()},
    {key: 'y', help: 'Copy the trace id', run: () => view.copyId()},
    {key: 'r', help: 'Load the trace again', run: () => view.refresh()},
    {key: 'Escape', help: 'Close the details, end the search', run: () => view.escape()},
  ];
}
