import { expect, it, onTestFinished } from 'vitest';
import { BUILT_IN_LAYOUTS, MOST_SAVED_LAYOUTS, STANDARD_LAYOUT } from '@shared/domain/layout';
import { createLayoutRepository } from '../storage/layouts';
import { temporaryDatabase } from '../storage/testing';
import { createLayouts } from './layouts';

const { chart, compact } = BUILT_IN_LAYOUTS;

function setUp() {
  const repository = createLayoutRepository(temporaryDatabase(onTestFinished));
  return { repository, layouts: createLayouts(repository) };
}

it('each display has the layout that was chosen on it, and a new one begins with that of before', () => {
  const { layouts, repository } = setUp();
  layouts.showOn('laptop');
  expect(layouts.state.getState().layout).toEqual(STANDARD_LAYOUT);
  layouts.change(compact);
  layouts.showOn('large');
  expect(layouts.state.getState()).toMatchObject({ display: 'large', layout: compact });
  layouts.change(chart);
  layouts.showOn('laptop');
  expect(layouts.state.getState().layout).toEqual(compact);
  const later = createLayouts(repository);
  later.showOn('large');
  expect(later.state.getState().layout).toEqual(chart);
});

it('the layout of now is saved under a name, and replaced under the same', () => {
  const { layouts } = setUp();
  layouts.change(chart);
  expect(layouts.save('Mine').ok).toBe(true);
  layouts.change(compact);
  layouts.save('Mine');
  expect(layouts.state.getState().saved).toEqual([{ name: 'Mine', layout: compact }]);
  layouts.remove('Mine');
  expect(layouts.state.getState().saved).toEqual([]);
});

it('one name too many is refused; one that is there can still be replaced', () => {
  const { layouts } = setUp();
  for (let count = 1; count <= MOST_SAVED_LAYOUTS; count += 1) layouts.save(`Layout ${count}`);
  expect(layouts.save('One more')).toMatchObject({ ok: false, error: { code: 'layout.too-many' } });
  expect(layouts.save('Layout 1').ok).toBe(true);
  expect(layouts.state.getState().saved).toHaveLength(MOST_SAVED_LAYOUTS);
});
