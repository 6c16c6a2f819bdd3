import { describe, expect, it, onTestFinished } from 'vitest';
import { BUILT_IN_LAYOUTS, STANDARD_LAYOUT } from '@shared/domain/layout';
import { createLayoutRepository } from './layouts';
import { createPaneRepository } from './panes';
import { temporaryDatabase } from './testing';
import { createWindowPlaceRepository } from './window-places';

const { chart, compact } = BUILT_IN_LAYOUTS;

describe('layouts', () => {
  it('belong to a display each', () => {
    const layouts = createLayoutRepository(temporaryDatabase(onTestFinished));
    layouts.putOnDisplay('1 1440x900', chart);
    layouts.putOnDisplay('2 2560x1440', STANDARD_LAYOUT);
    layouts.putOnDisplay('1 1440x900', compact);
    expect(layouts.onDisplay('1 1440x900')).toEqual(compact);
    expect(layouts.onDisplay('2 2560x1440')).toEqual(STANDARD_LAYOUT);
    expect(layouts.onDisplay('3 800x600')).toBeUndefined();
  });

  it('with a name stay in the order in which they were saved first', () => {
    const layouts = createLayoutRepository(temporaryDatabase(onTestFinished));
    layouts.save({ name: '早盘', layout: chart });
    layouts.save({ name: 'Evening', layout: STANDARD_LAYOUT });
    layouts.save({ name: '早盘', layout: compact });
    expect(layouts.saved()).toEqual([
      { name: '早盘', layout: compact },
      { name: 'Evening', layout: STANDARD_LAYOUT },
    ]);
    layouts.remove('早盘');
    layouts.remove('never saved');
    expect(layouts.saved().map(({ name }) => name)).toEqual(['Evening']);
  });

  it('that are not understood count as not there', () => {
    const db = temporaryDatabase(onTestFinished);
    const put = db.prepare('INSERT INTO display_layouts (display, layout) VALUES (?, ?)');
    put.run('a', 'no JSON');
    put.run('b', JSON.stringify({ ...chart, ticket: { open: true, size: 1e9 } }));
    const layouts = createLayoutRepository(db);
    expect([layouts.onDisplay('a'), layouts.onDisplay('b')]).toEqual([undefined, undefined]);
  });
});

describe('places of windows', () => {
  const place = { x: -200, y: 40, width: 1200, height: 800, maximised: true };

  it('come newest first, one for each display', () => {
    const places = createWindowPlaceRepository(temporaryDatabase(onTestFinished));
    places.put('terminal', { display: 'a', place }, 1);
    places.put('terminal', { display: 'b', place }, 2);
    places.put('terminal', { display: 'a', place: { ...place, x: 7 } }, 3);
    places.put('other', { display: 'a', place }, 4);
    expect(places.of('terminal')).toEqual([
      { display: 'a', place: { ...place, x: 7 } },
      { display: 'b', place },
    ]);
  });

  it('go with a window that will not come again', () => {
    const places = createWindowPlaceRepository(temporaryDatabase(onTestFinished));
    places.put('pane', { display: 'a', place }, 1);
    places.forget('pane');
    expect(places.of('pane')).toEqual([]);
  });
});

describe('panes', () => {
  const pane = { content: 'chart', symbol: 'BTCUSDT', pinned: true, interval: '1h' } as const;

  it('come back in the order in which they were opened, as they were last', () => {
    const panes = createPaneRepository(temporaryDatabase(onTestFinished));
    panes.put({ id: 'one', pane });
    panes.put({ id: 'two', pane: { ...pane, content: 'book' } });
    panes.put({ id: 'one', pane: { ...pane, pinned: false, symbol: '' } });
    expect(panes.list()).toEqual([
      { id: 'one', pane: { ...pane, pinned: false, symbol: '' } },
      { id: 'two', pane: { ...pane, content: 'book' } },
    ]);
    panes.remove('one');
    expect(panes.list().map(({ id }) => id)).toEqual(['two']);
  });

  it('that are not understood are not opened', () => {
    const db = temporaryDatabase(onTestFinished);
    const put = db.prepare('INSERT INTO panes (id, pane) VALUES (?, ?)');
    put.run('a', JSON.stringify({ ...pane, content: 'ticket' }));
    put.run('b', JSON.stringify({ ...pane, interval: '7m' }));
    expect(createPaneRepository(db).list()).toEqual([]);
  });
});
