// What a browser makes of a page: as HTML in, as JSON out.
//
//     node page.js CHROMIUM AXE PAGE [PICTURES]
//
// AXE is the file axe.min.js of axe-core.  Pictures and the printed page go to the folder PICTURES.
const { chromium } = require('playwright-core');
const path = require('path');

const [executablePath, axe, page, pictures] = process.argv.slice(2);

async function look(browser, width, scheme) {
  // The page's own policy would keep axe out.
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, bypassCSP: true });
  const tab = await context.newPage();
  const said = [], asked = [];
  tab.on('console', message => said.push(message.text()));
  tab.on('pageerror', error => said.push(String(error)));
  tab.on('dialog', dialog => { said.push('dialog ' + dialog.message()); dialog.dismiss(); });
  tab.on('request', request => asked.push(request.url()));
  await tab.goto('file://' + page);
  const found = {
    width, scheme,
    needs: await tab.evaluate(() => document.documentElement.scrollWidth),
    figures: await tab.evaluate(() => Array.from(document.querySelectorAll('data'), d => d.value)),
    charts: await tab.evaluate(() => Array.from(document.querySelectorAll('svg'), s => s.getBoundingClientRect().height)),
    scripts: await tab.evaluate(() => document.scripts.length),
    text: width === 1280 && scheme === 'light' ? await tab.evaluate(() => document.body.innerText) : undefined,
    background: await tab.evaluate(() => getComputedStyle(document.body).backgroundColor),
  };
  if (pictures)
    await tab.screenshot({ path: path.join(pictures, `${width}-${scheme}.png`), fullPage: true });
  if (width === 1280 && scheme === 'light')
    found.printed = (await tab.pdf({ path: pictures && path.join(pictures, 'page.pdf'), preferCSSPageSize: true })).length;
  await tab.addScriptTag({ path: axe });
  const result = await tab.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  found.violations = result.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.html.slice(0, 120)).slice(0, 3).join(' | ')}`);
  found.passes = result.passes.length;
  found.said = said;
  found.asked = asked.filter(url => url !== 'file://' + page && !url.startsWith('data:'));
  await context.close();
  return found;
}

(async () => {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const found = [];
  for (const [width, scheme] of [[1280, 'light'], [360, 'light'], [1280, 'dark']])
    found.push(await look(browser, width, scheme));
  await browser.close();
  console.log(JSON.stringify(found));
})().catch(error => { console.error(error); process.exit(1); });
