'use strict';
(function () {
  const data = JSON.parse(document.getElementById('report-data').textContent);
  const rows = JSON.parse(document.getElementById('people-data').textContent);
  const text = data.texts;
  const number = new Intl.NumberFormat(data.language);
  const byId = id => document.getElementById(id);

  /* ---- the list: only the rows in sight are in the page, so that 50,000 stay quick ---- */
  const rowHeight = 32, printedAtMost = 2000, extra = 10;
  const list = byId('list'), table = byId('rows'), body = table.tBodies[0];
  const folded = rows.map(r => ((r[0] || '') + ' ' + (r[1] || '') + ' ' + (r[5] || '') + ' ' + (r[4] || '')).toLowerCase());
  const chase = new Set([1, 2]);
  let shown = [], column = 0, direction = 1, isPrinting = false;

  const statuses = [...new Set(rows.map(r => r[2]))].sort();
  for (const status of statuses) {
    const option = document.createElement('option');
    option.value = String(status);
    option.textContent = data.statuses[status];
    byId('s').append(option);
  }

  function cellText(row, index) {
    const value = row[index];
    if (index === 2) return data.statuses[value];
    if (index === 6) return value ? text.ReportYes : text.ReportNo;
    return value === null || value === undefined ? '' : String(value);
  }

  const collator = new Intl.Collator(data.language, { sensitivity: 'base', numeric: true });

  function choose() {
    const words = byId('q').value.toLowerCase().split(/\s+/).filter(w => w);
    const status = byId('s').value, adminsOnly = byId('a').checked;
    shown = [];
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      if (status === 'chase' ? !chase.has(row[2]) : status !== '' && row[2] !== Number(status)) continue;
      if (adminsOnly && !row[6]) continue;
      if (words.every(w => folded[i].includes(w))) shown.push(i);
    }
    sort();
    list.scrollTop = 0;
    byId('count').textContent = text.ReportShown.replace('{0}', number.format(shown.length)).replace('{1}', number.format(rows.length));
    table.setAttribute('aria-rowcount', String(shown.length + 1));
    draw();
  }

  function sort() {
    if (column === 3 || column === 6) {
      shown.sort((a, b) => direction * ((rows[a][column] || 0) - (rows[b][column] || 0)) || a - b);
      return;
    }
    const keys = new Map(shown.map(i => [i, cellText(rows[i], column)]));
    shown.sort((a, b) => direction * collator.compare(keys.get(a), keys.get(b)) || a - b);
  }

  function space(height) {
    const row = document.createElement('tr');
    row.className = 'space';
    row.setAttribute('aria-hidden', 'true');
    const cell = row.insertCell();
    cell.colSpan = 7;
    cell.style.height = height + 'px';
    return row;
  }

  function draw() {
    const first = isPrinting ? 0 : Math.max(0, Math.floor(list.scrollTop / rowHeight) - extra);
    const count = isPrinting ? printedAtMost : Math.ceil(list.clientHeight / rowHeight) + 2 * extra;
    const last = Math.min(shown.length, first + count);
    const piece = document.createDocumentFragment();
    if (first > 0) piece.append(space(first * rowHeight));
    for (let at = first; at < last; at++) {
      const row = document.createElement('tr');
      row.setAttribute('aria-rowindex', String(at + 2));
      for (let c = 0; c < 7; c++) {
        const cell = row.insertCell();
        cell.textContent = cellText(rows[shown[at]], c);
        cell.title = cell.textContent;
      }
      piece.append(row);
    }
    if (!isPrinting && last < shown.length) piece.append(space((shown.length - last) * rowHeight));
    body.replaceChildren(piece);
  }

  let waiting = 0;
  byId('q').addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(choose, 120); });
  byId('s').addEventListener('change', choose);
  byId('a').addEventListener('change', choose);
  list.addEventListener('scroll', draw, { passive: true });
  for (const button of table.tHead.querySelectorAll('button')) {
    button.addEventListener('click', () => {
      const chosen = Number(button.dataset.column);
      direction = chosen === column ? -direction : 1;
      column = chosen;
      for (const heading of table.tHead.querySelectorAll('th')) heading.removeAttribute('aria-sort');
      button.parentElement.setAttribute('aria-sort', direction > 0 ? 'ascending' : 'descending');
      choose();
    });
  }
  choose();

  /* ---- charts ---- */
  const charts = [];
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function chart(id, type, labels, sets, options) {
    const canvas = byId(id);
    const scales = type === 'doughnut' ? {} : { x: { stacked: !!options.stacked, ticks: { color: colour('--text') } }, y: { stacked: !!options.stacked, beginAtZero: true, suggestedMax: options.top, ticks: { color: colour('--text') } } };
    charts.push(new Chart(canvas, {
      type: type,
      data: { labels: labels, datasets: sets },
      options: { animation: false, maintainAspectRatio: false, indexAxis: options.across ? 'y' : 'x', scales: scales, plugins: { legend: { display: sets.length > 1 || type === 'doughnut', labels: { color: colour('--text') } } } }
    }));
  }

  function hide(id, note) {
    byId(id).parentElement.hidden = true;
    byId(note).hidden = false;
  }

  function drawCharts() {
    while (charts.length) charts.pop().destroy();
    const good = colour('--good'), bad = colour('--bad'), line = colour('--line');
    chart('c-adoption', 'doughnut', [text.ReportCapable, text.ReportToChase, text.ReportOutOfScope, text.ReportNoRecord], [{ data: data.adoption, backgroundColor: [good, bad, line, colour('--mid')], borderWidth: 0 }], {});
    chart('c-funnel', 'bar', [text.ReportUsers, text.ReportEnabled, text.ReportRegistered, text.ReportCapable], [{ label: text.ReportUsers, data: data.funnel, backgroundColor: [line, line, line, good] }], { across: true });
    chart('c-methods', 'bar', data.methods.map(m => m[0]), [{ label: text.ReportUsers, data: data.methods.map(m => m[1]), backgroundColor: good }], { across: true });
    if (data.departments.length) {
      chart('c-departments', 'bar', data.departments.map(d => d[0]), [{ label: text.ReportCapable, data: data.departments.map(d => d[1]), backgroundColor: good }, { label: text.ReportNotCapable, data: data.departments.map(d => d[2]), backgroundColor: bad }], { across: true, stacked: true });
    } else {
      hide('c-departments', 'no-departments');
    }
    if (data.trend.length > 1) {
      chart('c-trend', 'line', data.trend.map(t => t[0]), [{ label: text.ReportCoverage, data: data.trend.map(t => t[1]), borderColor: good, backgroundColor: good }], { top: 100 });
    } else {
      hide('c-trend', 'no-trend');
    }
  }
  drawCharts();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawCharts);

  /* ---- printing: the list as it is filtered, open tables, the charts at the width of the paper ---- */
  addEventListener('beforeprint', () => {
    isPrinting = true;
    for (const details of document.querySelectorAll('details')) details.open = true;
    if (shown.length > printedAtMost) {
      byId('printed').textContent = text.ReportPrinted.replace('{0}', number.format(printedAtMost)).replace('{1}', number.format(shown.length));
      byId('printed').hidden = false;
    }
    draw();
    for (const each of charts) each.resize();
  });
  addEventListener('afterprint', () => {
    isPrinting = false;
    byId('printed').hidden = true;
    draw();
    for (const each of charts) each.resize();
  });

  document.documentElement.dataset.ready = String(rows.length);
})();
