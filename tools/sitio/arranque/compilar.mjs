// Cómo se compila lo que corre al arrancar: `node compilar.mjs PYODIDE ENTRADA SALIDA` corre
// `compilar.py` en el Python del navegador, con esas dos carpetas a la vista.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [pyodide, entrada, salida] = process.argv.slice(2).map((ruta) => path.resolve(ruta));
const { loadPyodide } = await import(pathToFileURL(path.join(pyodide, "pyodide.mjs")));
const py = await loadPyodide({
  indexURL: pyodide + path.sep,
  env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" },
});
for (const [nombre, carpeta] of Object.entries({ entrada, salida })) {
  py.FS.mkdirTree(`/${nombre}`);
  py.FS.mount(py.FS.filesystems.NODEFS, { root: carpeta }, `/${nombre}`);
}
const guion = path.join(path.dirname(fileURLToPath(import.meta.url)), "compilar.py");
// quien falla al importarse puede cambiar cómo se muestran los errores: se pide el suyo, tal cual
py.globals.set("GUION", fs.readFileSync(guion, "utf-8"));
const fallo = py.runPython(`
fallo = None
try:
    exec(compile(GUION, "compilar.py", "exec"), {"__name__": "compilar"})
except BaseException as error:
    import traceback
    fallo = repr(error) + "\\n" + "".join(traceback.format_tb(error.__traceback__)[-4:])
fallo
`);
if (fallo) {
  console.error(fallo);
  process.exit(1);
}
