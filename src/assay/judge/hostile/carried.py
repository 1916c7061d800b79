"""Programs that are right, and look whether an earlier test has left something: each test has to stand alone.

They look wherever a run-time keeps what outlives a realm, a class loader or a module, and then leave a mark
there. A program that is right only where it finds one would otherwise pass.
"""

from __future__ import annotations

from assay.judge.hostile.attack import Attack, one_of
from assay.judge.model import Verdict

_RIGHT = one_of(Verdict.AC)
_INPUTS = (b"1", b"2", b"3", b"4")

_JAVASCRIPT = """
const places = [
  [() => process.env.MARK, () => { process.env.MARK = '1'; }],
  [() => process.title === 'mark', () => { process.title = 'mark'; }],
  [() => process.mark, () => { process.mark = 1; }],
  [() => Object.getPrototypeOf(process).mark, () => { Object.getPrototypeOf(process).mark = 1; }],
  [() => require('fs').mark, () => { require('fs').mark = 1; }],
  [() => require('fs').constants.mark, () => { require('fs').constants.mark = 1; }],
  [() => require('fs').ReadStream.prototype.mark, () => { require('fs').ReadStream.prototype.mark = 1; }],
  [() => require('util').inspect.defaultOptions.depth === 77, () => { require('util').inspect.defaultOptions.depth = 77; }],
  [() => require('util').promisify.mark, () => { require('util').promisify.mark = 1; }],
  [() => require('events').defaultMaxListeners === 77, () => { require('events').defaultMaxListeners = 77; }],
  [() => require('os').EOL.mark || require('os').mark, () => { require('os').mark = 1; }],
  [() => require('path').posix.mark, () => { require('path').posix.mark = 1; }],
  [() => require('module')._cache.mark, () => { require('module')._cache.mark = 1; }],
  [() => require('module').globalPaths.includes('mark'), () => { require('module').globalPaths.push('mark'); }],
  [() => require('module')._extensions.mark, () => { require('module')._extensions.mark = 1; }],
  [() => require.cache && require.cache.mark, () => { require.cache.mark = 1; }],
  [() => require('buffer').Buffer.poolSize === 77, () => { require('buffer').Buffer.poolSize = 77; }],
  [() => require('worker_threads').getEnvironmentData('mark'), () => { require('worker_threads').setEnvironmentData('mark', 1); }],
  [() => require('diagnostics_channel').channel('mark').mark, () => { require('diagnostics_channel').channel('mark').mark = 1; }],
  [() => require('perf_hooks').performance.getEntriesByName('mark').length, () => { require('perf_hooks').performance.mark('mark'); }],
  [() => require('perf_hooks').performance.mark2, () => { require('perf_hooks').performance.mark2 = 1; }],
  [() => require('http').globalAgent.mark, () => { require('http').globalAgent.mark = 1; }],
  [() => require('crypto').getRandomValues.mark, () => { require('crypto').getRandomValues.mark = 1; }],
  [() => require('timers').setTimeout.mark, () => { require('timers').setTimeout.mark = 1; }],
  [() => require('async_hooks').AsyncLocalStorage.mark, () => { require('async_hooks').AsyncLocalStorage.mark = 1; }],
  [() => require('string_decoder').StringDecoder.prototype.mark, () => { require('string_decoder').StringDecoder.prototype.mark = 1; }],
  [() => require('assert').mark, () => { require('assert').mark = 1; }],
  [() => process.umask() === 0o77, () => { process.umask(0o77); }],
  [() => process.cwd() === '/', () => { process.chdir('/'); }],
  [() => process.listenerCount('mark'), () => { process.on('mark', () => {}); }],
  [() => require('fs').existsSync('mark'), () => { require('fs').writeFileSync('mark', ''); }],
  [() => Array.prototype.mark, () => { Array.prototype.mark = 1; }],
  [() => globalThis.MARK, () => { globalThis.MARK = 1; }],
  [() => Buffer.prototype.mark, () => { Buffer.prototype.mark = 1; }],
  [() => URL.prototype.mark, () => { URL.prototype.mark = 1; }],
  [() => TextDecoder.prototype.mark, () => { TextDecoder.prototype.mark = 1; }],
  [() => console.constructor.mark, () => { console.constructor.mark = 1; }],
  [() => setTimeout.mark, () => { setTimeout.mark = 1; }],
  [() => queueMicrotask.mark, () => { queueMicrotask.mark = 1; }],
  [() => process.stdout.constructor.mark, () => { process.stdout.constructor.mark = 1; }],
  [() => process.nextTick.mark, () => { process.nextTick.mark = 1; }],
  [() => process.versions.mark, () => { process.versions.mark = 1; }],
  [() => process.argv0 === 'mark', () => { process.argv0 = 'mark'; }],
  [() => process.execArgv.includes('mark'), () => { process.execArgv.push('mark'); }],
  [() => process.release.mark, () => { process.release.mark = 1; }],
  [() => process.config.mark, () => { process.config.mark = 1; }],
  [() => process.hrtime.mark, () => { process.hrtime.mark = 1; }],
];
let found = 0, which = [];
for (const [look] of places) try { if (look()) { found++; which.push(look); } } catch {}
for (const [, leave] of places) try { leave(); } catch {}
if (found) require('fs').writeSync(1, 'LEAK ' + which.join(' '));
"""
_JAVA = """
import java.util.*;
class Attack {
  static int count;
  static String which = "";
  static boolean look(Runnable leave, java.util.function.BooleanSupplier seen) {
    boolean found = false;
    try { found = seen.getAsBoolean(); } catch (Throwable e) { }
    try { leave.run(); } catch (Throwable e) { }
    if (found) which += " " + count;
    count++;
    return found;
  }
  public static void main(String[] a) {
    boolean found = false;
    found |= look(() -> { }, () -> count > 0);
    found |= look(() -> System.setProperty("mark", "1"), () -> System.getProperty("mark") != null);
    found |= look(() -> System.getProperties().put("mark2", new Object()), () -> System.getProperties().containsKey("mark2"));
    found |= look(() -> Locale.setDefault(new Locale("xx")), () -> Locale.getDefault().getLanguage().equals("xx"));
    found |= look(() -> TimeZone.setDefault(new SimpleTimeZone(77, "mark")), () -> TimeZone.getDefault().getID().equals("mark"));
    found |= look(() -> Thread.currentThread().setName("mark"), () -> Thread.currentThread().getName().equals("mark"));
    found |= look(() -> Thread.currentThread().setPriority(3), () -> Thread.currentThread().getPriority() == 3);
    found |= look(() -> Thread.setDefaultUncaughtExceptionHandler((t, e) -> { }), () -> Thread.getDefaultUncaughtExceptionHandler() != null);
    found |= look(() -> { Thread t = new Thread(() -> { try { Thread.sleep(100000); } catch (Exception e) { } }, "mark"); t.setDaemon(true); t.start(); },
      () -> Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals("mark") && t != Thread.currentThread()));
    found |= look(() -> new ThreadGroup(top(), "mark").setMaxPriority(2), () -> { ThreadGroup[] all = new ThreadGroup[99]; int n = top().enumerate(all); for (int i = 0; i < n; i++) if (all[i].getName().equals("mark")) return true; return false; });
    found |= look(() -> java.security.Security.setProperty("mark", "1"), () -> java.security.Security.getProperty("mark") != null);
    found |= look(() -> java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.SEVERE), () -> java.util.logging.Logger.getLogger("").getLevel() == java.util.logging.Level.SEVERE);
    found |= look(() -> Thread.currentThread().setContextClassLoader(null), () -> Thread.currentThread().getContextClassLoader() == null);
    found |= look(() -> { try { new java.io.File("mark").createNewFile(); } catch (java.io.IOException e) { } }, () -> new java.io.File("mark").exists());
    found |= look(() -> System.setErr(new java.io.PrintStream(System.err) { }), () -> System.err.getClass() != java.io.PrintStream.class);
    found |= look(() -> java.util.prefs.Preferences.userRoot().put("mark", "1"), () -> java.util.prefs.Preferences.userRoot().get("mark", null) != null);
    found |= look(() -> Attack.class.getClassLoader().setDefaultAssertionStatus(true), () -> Attack.class.desiredAssertionStatus());
    found |= look(() -> java.net.URLConnection.setDefaultAllowUserInteraction(true), () -> java.net.URLConnection.getDefaultAllowUserInteraction());
    found |= look(() -> java.util.concurrent.ForkJoinPool.commonPool().submit(() -> Thread.currentThread().setName("mark3")).join(), () -> Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals("mark3")));
    found |= look(() -> new Timer("mark4", true), () -> Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals("mark4")));
    found |= look(() -> Thread.currentThread().interrupt(), () -> Thread.interrupted());
    if (found) System.out.println("LEAK" + which);
    System.out.flush();
  }
  static ThreadGroup top() { ThreadGroup g = Thread.currentThread().getThreadGroup(); while (g.getParent() != null) g = g.getParent(); return g; }
}
"""
_PYTHON = """
import atexit, builtins, codecs, decimal, gc, json, locale, math, os, random, re, signal, sys, threading, time, types, warnings
places = [
    (lambda: hasattr(builtins, 'MARK'), lambda: setattr(builtins, 'MARK', 1)),
    (lambda: hasattr(json, 'MARK'), lambda: setattr(json, 'MARK', 1)),
    (lambda: 'mark' in sys.modules, lambda: sys.modules.update(mark=sys)),
    (lambda: 'mark' in sys.path, lambda: sys.path.append('mark')),
    (lambda: 'MARK' in os.environ, lambda: os.environ.update(MARK='1')),
    (lambda: decimal.getcontext().prec == 77, lambda: setattr(decimal.getcontext(), 'prec', 77)),
    (lambda: sys.getrecursionlimit() == 7777, lambda: sys.setrecursionlimit(7777)),
    (lambda: sys.getswitchinterval() == 0.5, lambda: sys.setswitchinterval(0.5)),
    (lambda: threading.active_count() > 1, lambda: threading.Thread(target=time.sleep, args=(99,), daemon=True).start()),
    (lambda: os.path.exists('mark'), lambda: open('mark', 'w').close()),
    (lambda: os.getcwd() == '/', lambda: os.chdir('/')),
    (lambda: gc.get_threshold()[0] == 77, lambda: gc.set_threshold(77)),
    (lambda: 'mark' in re.compile('x').__class__.__name__, lambda: None),
    (lambda: signal.getsignal(signal.SIGUSR1) != signal.SIG_DFL, lambda: signal.signal(signal.SIGUSR1, signal.SIG_IGN)),
    (lambda: sys.getprofile() is not None, lambda: sys.setprofile(lambda *_: None)),
    (lambda: sys.intern('m' + 'ark') is None, lambda: None),
    (lambda: random.random.__self__.getstate()[1][-1] == 1, lambda: random.setstate((3, (7,) * 624 + (1,), None))),
]
found = []
for number, (look, leave) in enumerate(places):
    try:
        if look(): found.append(number)
    except Exception: pass
for look, leave in places:
    try: leave()
    except Exception: pass
if found: os.write(1, b'LEAK ' + repr(found).encode())
"""

CARRIED: tuple[Attack, ...] = (
    Attack("look for what is left in Python", (24, 56), _RIGHT, _PYTHON, inputs=_INPUTS),
    Attack(
        "look for what is left in JavaScript",
        (24, 56),
        _RIGHT,
        _JAVASCRIPT,
        language="javascript",
        inputs=_INPUTS,
                slow=True,
    ),
    Attack(
        "look for what is left in Java", (24, 56), _RIGHT, _JAVA, language="java", inputs=_INPUTS, slow=True
    ),
)  # fmt: skip
