/** The keys of the trace view. */
export function traceKeys(view) {
  const always = (run) => () => (view.state ? run(view.state) : false);
  // these belong to other parts of the page when the focus is there
  const inRows = (run) => (event) => (view.state && view.isInRows(event) ? run(view.state) : false);
  return [
    {key: '/', help: 'Find in the trace', run: always(() => view.focusSearch())},
    {key: 'n', help: 'Next match', run: always((state) => state.nextMatch(1))},
    {key: 'N', help: 'Previous match', run: always((state) => state.nextMatch(-1))},
    {key: 'e', help: 'Next error', run: always((state) => state.nextError(1))},
    {key: 'E', help: 'Previous error', run: always((state) => state.nextError(-1))},
    {key: 'j', help: 'Next span', run: always((state) => state.step(1))},
    {key: 'k', help: 'Previous span', run: always((state) => state.step(-1))},
    {key: 'ArrowDown', run: inRows((state) => state.step(1))},
    {key: 'ArrowUp', run: inRows((state) => state.step(-1))},
    {key: 'PageDown', run: inRows((state) => state.step(view.pageRows))},
    {key: 'PageUp', run: inRows((state) => state.step(-view.pageRows))},
    {key: 'Home', run: inRows((state) => state.step(-Infinity))},
    {key: 'End', run: inRows((state) => state.step(Infinity))},
    {key: 'ArrowLeft', help: 'Collapse, or go to the parent', run: inRows((state) => state.collapseOrUp())},
    {key: 'ArrowRight', help: 'Expand, or go to the first child', run: inRows((state) => state.expandOrDown())},
    {key: ['Enter', ' '], help: 'Details of the span', run: inRows((state) => state.toggleDetails())},
    {key: 'x', help: 'Collapse or expand with all below', run: always((state) => state.toggleSubtree())},
    {key: '[', help: 'Collapse one level', run: always((state) => state.levels('less'))},
    {key: ']', help: 'Expand one level', run: always((state) => state.levels('more'))},
    {key: 'f', help: 'The span’s subtree alone, or all again', run: always((state) => state.toggleFocus())},
    {key: 'z', help: 'Zoom to the span', run: always((state) => state.zoomTo())},
    {key: ['+', '='], help: 'Zoom in', run: always((state) => state.zoom(0.5))},
    {key: '-', help: 'Zoom out', run: always((state) => state.zoom(2))},
    {key: '0', help: 'The whole time', run: always((state) => state.zoomOut())},
    {key: 'y', help: 'Copy the trace id', run: always(() => view.copyId())},
    {key: 'r', help: 'Load the trace again', run: () => view.refresh()},
    {key: 'Escape', help: 'Close the details, end the search', run: () => view.escape()},
  ];
}
