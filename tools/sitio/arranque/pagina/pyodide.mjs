// Qué recibe el núcleo de JupyterLite cuando pide Pyodide (`pyodideUrl`): uno que se puso en marcha
// al cargarse este archivo, con los paquetes que toda lección usa ya importados. En cada Worker hay
// uno, así que un núcleo nuevo o reiniciado arranca de cero, del mismo modo.
import { loadPyodide as cargar } from "../pyodide/pyodide.mjs";

// los ajustes del núcleo, cuánto pesa cada archivo, cuáles son y qué se importa: se escriben al
// construir
const OPCIONES = {{OPCIONES}};
const PESOS = {{PESOS}};
const PAQUETES = {{PAQUETES}};
const RESTO = {{RESTO}};
const MODULOS = {{MODULOS}};
const PYODIDE = new URL("../pyodide/", import.meta.url);
const TOTAL = Object.values(PESOS).reduce((suma, peso) => suma + peso, 0);

// hasta que el núcleo diga adónde va lo que se imprime
const salidas = { stdout: console.log, stderr: console.error };
const avisar = (aviso) => self.postMessage({ arranque: aviso });

function contarLoTraido() {
  const traidos = new Set();
  const vigia = new PerformanceObserver((lista) => {
    for (const { name } of lista.getEntries()) {
      const archivo = new URL(name).pathname.split("/").pop();
      if (archivo in PESOS) traidos.add(archivo);
    }
    const van = [...traidos].reduce((suma, archivo) => suma + PESOS[archivo], 0);
    avisar({ paso: "traer", van, total: TOTAL });
  });
  vigia.observe({ type: "resource", buffered: true });
  return vigia;
}

function importar(pyodide) {
  for (const modulo of MODULOS) {
    try {
      pyodide.pyimport(modulo).destroy();
    } catch (error) {
      console.warn(`No se adelantó ${modulo}:`, error); // quien lo use dirá qué pasa
    }
  }
}

async function traer(archivo) {
  const respuesta = await fetch(new URL(archivo, PYODIDE), { credentials: "same-origin" });
  if (!respuesta.ok) throw new Error(`${archivo}: ${respuesta.status}`);
  return new Uint8Array(await respuesta.arrayBuffer());
}

// los paquetes, en su lugar; los módulos que casi nadie usa, cuando alguien los importe
function desempacar(pyodide, paquetes) {
  pyodide.FS.writeFile("/tmp/paquetes", paquetes);
  pyodide.runPython(DESEMPACAR);
  const resto = pyodide.pyimport("resto_del_taller");
  resto.instalar(new URL(RESTO, PYODIDE).href);
  resto.destroy();
}

const DESEMPACAR = `
import marshal, os, sys
from compression import zstd
with open("/tmp/paquetes", "rb") as archivo:
    for ruta, contenido in marshal.loads(zstd.decompress(archivo.read())).items():
        os.makedirs("/lib/python3.14/" + ruta.rpartition("/")[0], exist_ok=True)
        with open("/lib/python3.14/" + ruta, "wb") as destino:
            destino.write(contenido)
os.remove("/tmp/paquetes")
sys.path.insert(sys.path.index("/lib/python314.zip") + 1, "/lib/python3.14")
sys.path_importer_cache.clear()
`;

async function arrancar() {
  avisar({ paso: "traer", van: 0, total: TOTAL });
  const vigia = contarLoTraido();
  const paquetes = traer(PAQUETES); // mientras se compila Python
  paquetes.catch(() => {}); // si falla, se dice al usarlo
  const pyodide = await cargar({
    ...OPCIONES,
    indexURL: PYODIDE.href,
    stdout: (texto) => salidas.stdout(texto),
    stderr: (texto) => salidas.stderr(texto),
  });
  const traidos = await paquetes;
  vigia.disconnect();
  avisar({ paso: "preparar" });
  desempacar(pyodide, traidos);
  importar(pyodide);
  avisar({ paso: "listo" });
  return pyodide;
}

const enMarcha = arrancar();
enMarcha.catch((error) => avisar({ paso: "fallo", detalle: String(error?.message ?? error) }));

export async function loadPyodide({ stdout, stderr }) {
  Object.assign(salidas, { stdout, stderr });
  return await enMarcha;
}
