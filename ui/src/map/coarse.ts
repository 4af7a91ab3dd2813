// A map that is drawn by software is drawn coarsely while it is moved, and finely once it rests.
//
// Without a graphics card each frame costs as many steps as it has pixels. At half the detail each way it costs a quarter, and follows the
// hand.

import type { Map as MapLibre } from 'maplibre-gl';

const MOVING = 0.5;

/** Whether no graphics card draws the map. */
function bySoftware(map: MapLibre): boolean {
  const gl = map.getCanvas().getContext('webgl2');
  const told = gl?.getExtension('WEBGL_debug_renderer_info');
  return !!gl && !!told && /swiftshader|llvmpipe|softpipe|basic render/i.test(String(gl.getParameter(told.UNMASKED_RENDERER_WEBGL)));
}

/** Sees to it; returns whether the map is coarse just now. */
export function coarseWhileMoved(map: MapLibre): () => boolean {
  if (!bySoftware(map)) return () => false;
  const box = map.getCanvasContainer();
  let coarse = false;
  let held = false;
  map.setPixelRatio(1);
  // To change the detail stops whatever moves the map: it is changed before the map hears of the hand, and after the hand has let go.
  const begin = () => {
    if (coarse) return;
    coarse = true;
    map.setPixelRatio(MOVING);
  };
  const hold = () => {
    held = true;
    begin();
  };
  const release = () => {
    held = false;
    map.triggerRepaint();
  };
  box.addEventListener('pointerdown', hold, { capture: true });
  box.addEventListener('wheel', begin, { capture: true, passive: true });
  addEventListener('pointerup', release);
  addEventListener('pointercancel', release);
  map.on('remove', () => {
    removeEventListener('pointerup', release);
    removeEventListener('pointercancel', release);
  });
  map.on('idle', () => {
    if (!coarse || held) return;
    coarse = false;
    map.setPixelRatio(1);
  });
  return () => coarse;
}
