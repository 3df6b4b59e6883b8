// La página «Tu trabajo»: se lleva lo que el taller guardó en este navegador, y lo trae de vuelta sin
// pisar nada, con las mismas reglas que `minigrad/aula/trabajo/recuperar.py`. Lee y escribe donde
// JupyterLite guarda (IndexedDB), sin abrir el taller.
(() => {
  "use strict";
  const TALLER = new URL("taller/", location.href);
  const BASE = `JupyterLite Storage - ${TALLER.pathname}`;
  const DE_ARCHIVOS = "files";
  const PROGRESO = ".minigrad/progreso.json";
  const PESO = 100 * 2 ** 20;
  const PESO_DENTRO = 200 * 2 ** 20;
  const CUANTOS = 5000;
  const AJENO = /^(__macosx|\.ds_store|thumbs\.db|desktop\.ini|\.ipynb_checkpoints|__pycache__|\.git|\._.*)$/i;
  const $ = (id) => document.getElementById(id);

  class NoSePuede extends Error {}

  // --- donde guarda JupyterLite -----------------------------------------------------------------

  const prometer = (pedido) =>
    new Promise((bien, mal) => {
      pedido.onsuccess = () => bien(pedido.result);
      pedido.onerror = () => mal(pedido.error);
    });

  function abrirBase(version) {
    const pedido = indexedDB.open(BASE, version);
    pedido.onupgradeneeded = () => {
      if (!pedido.result.objectStoreNames.contains(DE_ARCHIVOS))
        pedido.result.createObjectStore(DE_ARCHIVOS);
    };
    pedido.onblocked = () => decir("Cierra las otras páginas del taller para seguir.");
    return prometer(pedido);
  }

  async function base() {
    const abierta = await abrirBase();
    if (abierta.objectStoreNames.contains(DE_ARCHIVOS)) return abierta;
    abierta.close();
    return abrirBase(abierta.version + 1);
  }

  async function guardados() {
    const abierta = await base();
    try {
      const almacen = abierta.transaction(DE_ARCHIVOS).objectStore(DE_ARCHIVOS);
      const [claves, fichas] = await Promise.all([
        prometer(almacen.getAllKeys()),
        prometer(almacen.getAll()),
      ]);
      return new Map(claves.map((ruta, i) => [ruta, fichas[i]]));
    } finally {
      abierta.close();
    }
  }

  // todas de una vez o ninguna
  async function guardar(fichas) {
    const abierta = await base();
    try {
      const paso = abierta.transaction(DE_ARCHIVOS, "readwrite");
      for (const [ruta, ficha] of fichas) paso.objectStore(DE_ARCHIVOS).put(ficha, ruta);
      await new Promise((bien, mal) => {
        paso.oncomplete = bien;
        paso.onerror = paso.onabort = () => mal(paso.error);
      });
    } finally {
      abierta.close();
    }
  }

  // --- de una ficha a sus bytes, y al revés -----------------------------------------------------

  const enBytes = (texto) => new TextEncoder().encode(texto);
  const enTexto = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const deBase64 = (texto) => Uint8Array.from(atob(texto), (letra) => letra.charCodeAt(0));

  function contenidoDe(ficha) {
    const { content: dentro, format } = ficha;
    if (dentro === null || dentro === undefined) return new Uint8Array();
    if (typeof dentro !== "string") return enBytes(JSON.stringify(dentro, null, 1));
    return format === "base64" ? deBase64(dentro) : enBytes(dentro);
  }

  function aBase64(bytes) {
    let letras = "";
    for (let i = 0; i < bytes.length; i += 0x8000)
      letras += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
    return btoa(letras);
  }

  function fichaDe(ruta, bytes) {
    const ahora = new Date().toISOString();
    const ficha = { name: ruta.split("/").pop(), path: ruta, created: ahora, last_modified: ahora };
    Object.assign(ficha, { writable: true, size: bytes.length });
    if (/\.ipynb$/i.test(ruta)) {
      try {
        const content = JSON.parse(enTexto(bytes));
        return { ...ficha, type: "notebook", format: "json", mimetype: "application/json", content };
      } catch {
        // no es un cuaderno, aunque se llame así
      }
    }
    try {
      const mimetype = /\.json$/i.test(ruta) ? "application/json" : "text/plain";
      return { ...ficha, type: "file", format: "text", mimetype, content: enTexto(bytes) };
    } catch {
      const mimetype = "application/octet-stream";
      return { ...ficha, type: "file", format: "base64", mimetype, content: aBase64(bytes) };
    }
  }

  function carpetaDe(ruta) {
    const ahora = new Date().toISOString();
    return {
      name: ruta.split("/").pop(), path: ruta, created: ahora, last_modified: ahora, type: "directory",
      format: "json", mimetype: "", content: null, size: 0, writable: true,
    };
  }

  // --- descargar --------------------------------------------------------------------------------

  const esSuyo = (ruta) =>
    (ruta === PROGRESO || !ruta.startsWith(".minigrad")) && !ruta.split("/").some((t) => AJENO.test(t));

  async function loMio() {
    const mio = {};
    for (const [ruta, ficha] of await guardados())
      if (ficha.type !== "directory" && esSuyo(ruta)) mio[ruta.normalize("NFC")] = contenidoDe(ficha);
    return mio;
  }

  function nombreDeHoy() {
    const hoy = new Date();
    const dos = (numero) => String(numero).padStart(2, "0");
    return `mi_taller_${hoy.getFullYear()}-${dos(hoy.getMonth() + 1)}-${dos(hoy.getDate())}.zip`;
  }

  async function descargar() {
    const mio = await loMio();
    if (!Object.keys(mio).length)
      throw new NoSePuede("En este navegador todavía no hay nada tuyo: nada que descargar.");
    const enlace = document.createElement("a");
    const datos = fflate.zipSync(mio, { level: 6 });
    enlace.href = URL.createObjectURL(new Blob([datos], { type: "application/zip" }));
    enlace.download = nombreDeHoy();
    enlace.click();
    setTimeout(() => URL.revokeObjectURL(enlace.href), 60_000);
    return `Descargué ${enlace.download}: está donde tu navegador deja lo que descarga.`;
  }

  // --- recuperar --------------------------------------------------------------------------------

  function descomprimir(bytes) {
    if (!bytes.length) throw new NoSePuede("está vacío");
    if (bytes[0] === 0x7b) throw new NoSePuede("es un cuaderno suelto, no un zip: cámbiale el final del nombre por .ipynb");
    if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new NoSePuede("no es un zip, aunque se llame así");
    let pesa = 0;
    let van = 0;
    const medir = ({ name, originalSize }) => {
      pesa += originalSize;
      van += 1;
      if (pesa > PESO_DENTRO || van > CUANTOS)
        throw new NoSePuede("trae demasiado: comprime solo tu carpeta de trabajo");
      if (/^\/|(^|\/)\.\.(\/|$)|^[a-z]:\//i.test(name.replaceAll("\\", "/")))
        throw new NoSePuede("trae un archivo que se saldría de su carpeta: no lo abrí");
      return !name.endsWith("/");
    };
    let partes;
    try {
      partes = fflate.unzipSync(bytes, { filter: medir });
    } catch (error) {
      if (error instanceof NoSePuede) throw error;
      throw new NoSePuede("está dañado o llegó cortado: descárgalo o cópialo otra vez");
    }
    const limpias = Object.entries(partes)
      .map(([ruta, dentro]) => [ruta.replaceAll("\\", "/").normalize("NFC"), dentro])
      .filter(([ruta]) => !ruta.split("/").some((t) => AJENO.test(t)));
    if (limpias.length === 1 && /\.zip$/i.test(limpias[0][0])) return descomprimir(limpias[0][1]);
    if (!limpias.some(([ruta]) => /\.ipynb$/i.test(ruta) || ruta.endsWith(PROGRESO)))
      throw new NoSePuede("no trae ningún cuaderno (.ipynb)");
    return sinEnvoltura(limpias);
  }

  function sinEnvoltura(partes) {
    const ancla = /(^|.*?\/)(?=(notebooks|exercises|\.minigrad)\/)/;
    let delante = new Set(partes.map(([ruta]) => ruta.match(ancla)?.[1]).filter((x) => x !== undefined));
    if (!delante.size) delante = new Set(partes.map(([ruta]) => ruta.replace(/[^/]*$/, "")));
    const [unica] = delante.size === 1 ? delante : [""];
    return partes.map(([ruta, dentro]) => [ruta.startsWith(unica) ? ruta.slice(unica.length) : ruta, dentro]);
  }

  // una celda vacía, o la que se añade para llegar a los botones, no es trabajo de nadie
  const NO_DICE_NADA = /^\s*(progreso\([^()\n]*\)\s*)?$/;

  // lo que una persona escribe en un cuaderno; null si no es uno
  function escrito(bytes) {
    try {
      const texto = (s) => (Array.isArray(s) ? s.join("") : s);
      const celdas = JSON.parse(enTexto(bytes)).cells.map((c) => [c.cell_type, texto(c.source)]);
      return JSON.stringify(celdas.filter(([, dicho]) => !NO_DICE_NADA.test(dicho)));
    } catch {
      return null;
    }
  }

  const iguales = (unos, otros) => unos.length === otros.length && unos.every((b, i) => b === otros[i]);

  async function enBlanco(ruta) {
    if (!/^(notebooks|exercises)\/[^/]+\.ipynb$/.test(ruta)) return null;
    const respuesta = await fetch(new URL(`files/${ruta}`, TALLER)).catch(() => null);
    return respuesta?.ok ? new Uint8Array(await respuesta.arrayBuffer()) : null;
  }

  async function lugarDe(ruta) {
    if (ruta.includes("/")) return ruta;
    for (const carpeta of ["notebooks", "exercises"])
      if (await enBlanco(`${carpeta}/${ruta}`)) return `${carpeta}/${ruta}`;
    return ruta;
  }

  const MAYORES = ["intentos", "pistas"];

  // de cada ejercicio, lo mayor de cada dato: nada resuelto se pierde
  function sumar(uno = {}, otro = {}) {
    const suma = { ...uno, ...otro };
    for (const dato of MAYORES) suma[dato] = Math.max(uno[dato] ?? 0, otro[dato] ?? 0);
    for (const dato of ["correcto", "solucion"]) suma[dato] = uno[dato] === true || otro[dato] === true;
    const probadas = [...new Set([...(uno.probadas ?? []), ...(otro.probadas ?? [])])].sort();
    if (probadas.length) suma.probadas = probadas;
    suma.intentos = Math.max(suma.intentos, probadas.length);
    return suma;
  }

  function leerProgreso(bytes) {
    const datos = JSON.parse(enTexto(bytes).replace(/^\ufeff/, ""));
    const sanos = (o) => o && typeof o === "object" && !Array.isArray(o);
    const cuenta = (n) => n === undefined || (Number.isInteger(n) && n >= 0 && n < 1e6);
    if (!sanos(datos) || !Object.values(datos).every((r) => sanos(r) && cuenta(r.intentos) && cuenta(r.pistas)))
      throw new Error("no es un progreso");
    return datos;
  }

  function sumarProgreso(actual, traido) {
    const suma = { ...actual };
    for (const [id, dato] of Object.entries(traido)) suma[id] = sumar(actual[id], dato);
    return suma;
  }

  function otroNombre(ruta, bytes, hay) {
    const [, antes, final] = ruta.match(/^(.*?)(\.[^./]*)?$/);
    for (let numero = 1; ; numero += 1) {
      const otra = `${antes}-recuperado${numero === 1 ? "" : `-${numero}`}${final ?? ""}`;
      if (!hay.has(otra) || iguales(contenidoDe(hay.get(otra)), bytes)) return otra;
    }
  }

  async function recuperar(archivo) {
    if (archivo.size > PESO) throw new NoSePuede("pesa demasiado: comprime solo tu carpeta de trabajo");
    const partes = descomprimir(new Uint8Array(await archivo.arrayBuffer()));
    const hay = await guardados();
    const nuevas = new Map();
    const hecho = { puestos: [], iguales: [], aparte: [], frases: [] };
    for (const [parte, bytes] of partes) {
      if (parte === PROGRESO || parte.endsWith(`/${PROGRESO}`)) hecho.frases.push(ponerProgreso(bytes, hay, nuevas));
      else if (!parte.startsWith(".minigrad")) await poner(await lugarDe(parte), bytes, hay, nuevas, hecho);
    }
    for (const ruta of [...nuevas.keys()]) {
      const tramos = ruta.split("/").slice(0, -1);
      tramos.forEach((_, i) => {
        const carpeta = tramos.slice(0, i + 1).join("/");
        if (!hay.has(carpeta) && !nuevas.has(carpeta)) nuevas.set(carpeta, carpetaDe(carpeta));
      });
    }
    await guardar(nuevas);
    return contar(hecho);
  }

  function ponerProgreso(bytes, hay, nuevas) {
    let traido;
    try {
      traido = leerProgreso(bytes);
    } catch {
      return "El progreso que trae está dañado, y no se sumó.";
    }
    let actual = {};
    try {
      if (hay.has(PROGRESO)) actual = leerProgreso(contenidoDe(hay.get(PROGRESO)));
    } catch {
      return "El progreso de este navegador está dañado: no lo toqué, y el que traes no se sumó.";
    }
    const suma = enBytes(`${JSON.stringify(sumarProgreso(actual, traido), null, 1)}\n`);
    nuevas.set(PROGRESO, fichaDe(PROGRESO, suma));
    const correctos = Object.values(traido).filter((uno) => uno.correcto === true).length;
    return `Sumé tu progreso: ${correctos === 1 ? "un ejercicio correcto" : `${correctos} ejercicios correctos`}.`;
  }

  async function poner(ruta, bytes, hay, nuevas, hecho) {
    const ficha = hay.get(ruta);
    const actual = ficha && contenidoDe(ficha);
    const blanco = await enBlanco(ruta);
    const suBlanco = blanco && escrito(blanco);
    const propio = actual && escrito(actual);
    const ajeno = escrito(bytes);
    if (actual && (iguales(actual, bytes) || (ajeno !== null && (ajeno === propio || ajeno === suBlanco)))) {
      hecho.iguales.push(ruta);
    } else if (!actual && suBlanco !== null && ajeno === suBlanco) {
      hecho.iguales.push(ruta); // sin tocar: el del taller se sigue actualizando
    } else if (!actual || (suBlanco !== null && propio === suBlanco)) {
      nuevas.set(ruta, fichaDe(ruta, bytes));
      hecho.puestos.push(ruta);
    } else {
      const otra = otroNombre(ruta, bytes, new Map([...hay, ...nuevas]));
      nuevas.set(otra, fichaDe(otra, bytes));
      hecho.aparte.push(`${ruta} ya tenía otro trabajo, y no lo toqué: el que traes es ${otra}.`);
    }
  }

  function contar({ puestos, iguales: ya, aparte, frases }) {
    const nombres = (rutas) =>
      rutas.slice(0, 6).join(", ") + (rutas.length > 6 ? ` y ${rutas.length - 6} más` : "");
    const lineas = ["Recuperé tu trabajo."];
    if (puestos.length) lineas.push(`Volvieron: ${nombres(puestos)}.`);
    if (ya.length) lineas.push(`Ya estaban aquí: ${nombres(ya)}.`);
    return [...lineas, ...aparte, ...frases].join("\n");
  }

  // --- la página --------------------------------------------------------------------------------

  const decir = (texto) => ($("tt-dicho").textContent = texto);

  async function contarLoQueHay() {
    const mio = await loMio();
    const rutas = Object.keys(mio);
    const bytes = Object.values(mio).reduce((suma, uno) => suma + uno.length, 0);
    const guardado = (await navigator.storage?.persisted?.()) === true;
    const seguro = guardado
      ? " El navegador prometió no borrarlo para hacer espacio."
      : " Si le falta espacio, el navegador podría borrarlo: descárgalo.";
    const archivos = rutas.length === 1 ? "1 archivo" : `${rutas.length} archivos`;
    $("tt-hay").textContent = rutas.length
      ? `En este navegador hay ${archivos} de tu trabajo, y ocupan ${(bytes / 1000).toFixed(0)} kB.${seguro}`
      : "En este navegador todavía no hay nada tuyo.";
  }

  async function contarLaConexion() {
    const servicio = navigator.serviceWorker;
    if (!servicio) {
      $("tt-conexion").textContent =
        "En esta ventana el navegador no deja usar el sitio sin conexión, ni guardar lo que Python " +
        "escribe (pasa en las ventanas privadas). Ábrelo en una ventana normal.";
      return;
    }
    const { active } = await servicio.ready;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      const va = data.total ? Math.floor((100 * (data.total - data.falta)) / data.total) : 0;
      $("tt-conexion").textContent =
        data.faltan === 0
          ? "✓ El taller está guardado en este navegador: ya puedes trabajar sin conexión."
          : `Para trabajar sin conexión, abre antes el taller con conexión y espera un poco: va el ${va} %.`;
    };
    active.postMessage({ que: "estado", parte: "taller" }, [port2]);
  }

  async function con(boton, hacer) {
    boton.disabled = true;
    try {
      decir(await hacer());
      await navigator.storage?.persist?.();
    } catch (error) {
      if (!(error instanceof NoSePuede)) console.error(error);
      decir(
        error instanceof NoSePuede
          ? error.message
          : "No se pudo: el navegador no deja leer o guardar aquí. Cierra las páginas del taller, recarga esta y prueba otra vez.",
      );
    } finally {
      boton.disabled = false;
      await contarLoQueHay().catch(console.error);
    }
  }

  const archivo = $("tt-archivo");
  $("tt-bajar").onclick = () => con($("tt-bajar"), descargar);
  $("tt-subir").onclick = () => archivo.click();
  archivo.onchange = () => {
    const [elegido] = archivo.files;
    if (!elegido) return;
    con($("tt-subir"), async () => {
      try {
        return await recuperar(elegido);
      } catch (error) {
        if (!(error instanceof NoSePuede)) throw error;
        throw new NoSePuede(`${elegido.name} no se pudo recuperar: ${error.message}. No cambié nada.`);
      } finally {
        archivo.value = "";
      }
    });
  };
  contarLoQueHay().catch(() => ($("tt-hay").textContent = "Este navegador no deja ver lo guardado: abre el sitio en una ventana normal."));
  contarLaConexion().catch(console.warn);
})();
