/**
 * Follows a pointer from its press to its release: `move({x, y, dx, dy}, event)` at each move, then
 * `done(moved, event)`, where `moved` says whether it was more than a click. What was pressed keeps
 * the pointer, also outside of the window.
 */
export function followPointer(event, {move, done}) {
  const {currentTarget: target, pointerId, clientX, clientY} = event;
  let dragged = false;
  const onMove = (moving) => {
    const dx = moving.clientX - clientX;
    const dy = moving.clientY - clientY;
    dragged ||= Math.abs(dx) > 3 || Math.abs(dy) > 3;
    if (dragged) {
      move({x: moving.clientX, y: moving.clientY, dx, dy}, moving);
    }
  };
  const onEnd = (ending) => {
    target.removeEventListener('pointermove', onMove);
    target.removeEventListener('pointerup', onEnd);
    target.removeEventListener('pointercancel', onEnd);
    done?.(dragged, ending);
  };
  target.setPointerCapture(pointerId);
  target.addEventListener('pointermove', onMove);
  target.addEventListener('pointerup', onEnd);
  target.addEventListener('pointercancel', onEnd);
}
