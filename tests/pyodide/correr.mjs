// Ejecuta un archivo de esta carpeta con el Pyodide de npm, sin navegador, sobre el repositorio.
// node correr.mjs CARPETA_DE_PYODIDE VIZ.JS RUEDAS RAIZ_DEL_REPOSITORIO CARPETA_DE_TRABAJO ARCHIVO.py

import { pathToFileURL } from "node:url";
import { join } from "node:path";

const [, , carpeta, viz, ruedas, raiz, trabajo, archivo] = process.argv;
const { loadPyodide } = await import(pathToFileURL(join(carpeta, "pyodide.mjs")));
const nuestras = Object.entries(process.env).filter(([nombre]) => nombre.startsWith("MINIGRAD_"));
const env = { HOME: "/home/pyodide", ...Object.fromEntries(nuestras) };
const pyodide = await loadPyodide({ indexURL: carpeta, env });

for (const [donde, root] of [["/repo", raiz], ["/trabajo", trabajo], ["/ruedas", ruedas]]) {
  pyodide.FS.mkdirTree(donde);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root }, donde);
}
pyodide.globals.set("archivo", `/repo/tests/pyodide/${archivo}`);
pyodide.globals.set("viz", String(pathToFileURL(viz)));
try {
  await pyodide.runPythonAsync(`
import os, sys, zipfile
sys.dont_write_bytecode = True
sys.path[:0] = ["/repo", "/repo/tests", "/repo/tests/pyodide"]
for rueda in os.listdir("/ruedas"):
    if rueda.endswith(".whl"):
        zipfile.ZipFile(f"/ruedas/{rueda}").extractall("/lib/ruedas")
sys.path.append("/lib/ruedas")
os.chdir("/trabajo")
from pyodide.code import eval_code_async
with open(archivo, encoding="utf-8") as _abierto:
    _fuente = _abierto.read()
await eval_code_async(_fuente, {"__name__": "__main__", "__file__": archivo, "viz": viz}, filename=archivo)
`);
} catch (error) {
  console.error(String(error.message ?? error).slice(-3000));
  process.exit(1);
}
process.exit(0);
