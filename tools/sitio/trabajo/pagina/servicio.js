// Guarda el sitio en el navegador para usarlo sin conexión. Va en la raíz, para las páginas de
// lectura, y en el taller, delante del de JupyterLite, que atiende el disco de Python.
//
// Cada archivo se guarda por su huella, y el manifiesto de esta versión dice cuál le toca a cada
// dirección: dos versiones nunca se mezclan, y de una a otra solo se trae lo que cambió. Una
// respuesta con error, o que no es la de esta versión, no se guarda.
(() => {
  "use strict";
  const VERSION = "{{VERSION}}";
  const RAIZ = new URL("{{RAIZ}}", self.location.href);
  const ALMACEN = `minigrad ${RAIZ.pathname}`;
  const MANIFIESTO = new URL(`manifiesto-${VERSION}.json`, RAIZ);
  const LUGAR = new URL("{{LUGAR}}", RAIZ);
  const A_LA_VEZ = 6;
  const DE_UNA_VEZ = 24;

  // la versión siguiente espera a que se cierren las páginas de esta: también la de JupyterLite
  self.skipWaiting = () => Promise.resolve();

  // --- qué hay que guardar ----------------------------------------------------------------------

  let leido = null;

  async function manifiesto() {
    leido ??= leerManifiesto();
    try {
      return await leido;
    } catch (error) {
      leido = null;
      throw error;
    }
  }

  async function leerManifiesto() {
    const almacen = await caches.open(ALMACEN);
    const guardado = await almacen.match(MANIFIESTO);
    if (guardado) return guardado.json();
    const respuesta = await fetch(MANIFIESTO, { cache: "no-cache" });
    if (!respuesta.ok) throw new Error(`manifiesto ${respuesta.status}`);
    await almacen.put(MANIFIESTO, respuesta.clone());
    return respuesta.json();
  }

  const clave = (huella) => new URL(`guardado/${huella}`, RAIZ);

  // lo que se pide por su nombre, relativo a la raíz; null si no es de este sitio
  function rutaDe(direccion) {
    const pedida = new URL(direccion);
    if (pedida.origin !== RAIZ.origin || !pedida.pathname.startsWith(RAIZ.pathname)) return null;
    let ruta = pedida.pathname.slice(RAIZ.pathname.length);
    if (/(^|\/)api\/(drive|stdin|service-worker-heartbeat)/.test(ruta)) return null;
    if (ruta === "" || ruta.endsWith("/")) ruta += "index.html";
    try {
      return decodeURIComponent(ruta);
    } catch {
      return null;
    }
  }

  // --- guardar ----------------------------------------------------------------------------------

  async function huellaDe(datos) {
    const resumen = new Uint8Array(await crypto.subtle.digest("SHA-256", datos));
    return Array.from(resumen.slice(0, 8), (uno) => uno.toString(16).padStart(2, "0")).join("");
  }

  // falso si no es lo de esta versión, o ya no cabe
  async function guardar(huella, respuesta) {
    if (!respuesta.ok || respuesta.status !== 200) return false;
    const datos = await respuesta.arrayBuffer();
    if ((await huellaDe(datos)) !== huella) {
      self.registration.update().catch(() => {});
      return false;
    }
    const tipo = respuesta.headers.get("Content-Type") ?? "application/octet-stream";
    const almacen = await caches.open(ALMACEN);
    await almacen.put(clave(huella), new Response(datos, { headers: { "Content-Type": tipo } }));
    return true;
  }

  async function traer(ruta, huella) {
    const direccion = new URL(ruta.split("/").map(encodeURIComponent).join("/"), RAIZ);
    return guardar(huella, await fetch(direccion));
  }

  async function guardadas() {
    const almacen = await caches.open(ALMACEN);
    return new Set((await almacen.keys()).map(({ url }) => url.split("/").pop()));
  }

  async function traerTodas(pares) {
    const quedan = [...pares];
    let bien = 0;
    const uno = async () => {
      while (quedan.length) if (await traer(...quedan.shift())) bien += 1;
    };
    await Promise.all(Array.from({ length: A_LA_VEZ }, uno));
    return bien === pares.length;
  }

  // --- atender a las páginas --------------------------------------------------------------------

  async function contar(pedido) {
    const { archivos } = await manifiesto();
    const hay = await guardadas();
    const suyos = Object.entries(archivos).filter(
      ([ruta]) => !pedido.parte || /^(taller|trabajo)\//.test(ruta) === (pedido.parte === "taller"),
    );
    const faltan = suyos.filter(([, [huella]]) => !hay.has(huella));
    const pesan = (unos) => unos.reduce((suma, [, [, bytes]]) => suma + bytes, 0);
    return { suyos, faltan, total: pesan(suyos), falta: pesan(faltan) };
  }

  async function contestar(pedido) {
    let cuenta = await contar(pedido);
    let bien = true;
    if (pedido.que === "guardar" && cuenta.faltan.length) {
      const tanda = cuenta.faltan.slice(0, DE_UNA_VEZ).map(([ruta, [huella]]) => [ruta, huella]);
      bien = await traerTodas(tanda);
      cuenta = await contar(pedido);
    }
    return { version: VERSION, faltan: cuenta.faltan.length, total: cuenta.total, falta: cuenta.falta, bien };
  }

  self.addEventListener("message", (evento) => {
    const puerto = evento.ports[0];
    if (!puerto || !["estado", "guardar"].includes(evento.data?.que)) return;
    evento.waitUntil(
      contestar(evento.data).then(
        (dicho) => puerto.postMessage(dicho),
        () => puerto.postMessage({ version: VERSION, bien: false, faltan: -1 }),
      ),
    );
  });

  const SIN_CONEXION = `<!doctype html><html lang="es"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Sin conexión</title>
<style>body{font:18px/1.5 sans-serif;max-width:34em;margin:15vh auto;padding:0 1em;color-scheme:light dark}</style>
<h1>No hay conexión</h1><p>Esta página todavía no se había guardado en este navegador. Lo que
escribiste sigue aquí: vuelve a intentarlo cuando tengas conexión, o abre una página que ya hayas
visitado.</p><p><a href="${RAIZ.pathname}">Ir a la portada</a></p></html>`;

  async function atender(evento, ruta) {
    const pedido = evento.request;
    let huella;
    try {
      [huella] = (await manifiesto()).archivos[ruta] ?? [];
    } catch {
      huella = undefined;
    }
    if (huella) {
      const guardada = await (await caches.open(ALMACEN)).match(clave(huella));
      if (guardada) return guardada;
    }
    try {
      const respuesta = await fetch(pedido);
      if (huella && respuesta.ok) evento.waitUntil(guardar(huella, respuesta.clone()).catch(() => {}));
      return respuesta;
    } catch (error) {
      if (pedido.mode !== "navigate") throw error;
      const encabezados = { "Content-Type": "text/html; charset=utf-8" };
      return new Response(SIN_CONEXION, { status: 503, headers: encabezados });
    }
  }

  self.addEventListener("fetch", (evento) => {
    if (evento.request.method !== "GET") return;
    const ruta = rutaDe(evento.request.url);
    if (ruta === null) return;
    evento.stopImmediatePropagation();
    evento.respondWith(atender(evento, ruta));
  });

  // --- de una versión a otra --------------------------------------------------------------------

  // lo que estaba guardado se trae de nuevo antes de entrar: sin conexión sigue habiendo todo
  async function prepararse() {
    const { archivos } = await manifiesto();
    if (!self.registration.active) return;
    const hay = await guardadas();
    const almacen = await caches.open(ALMACEN);
    const antes = new Set();
    for (const { url } of await almacen.keys()) {
      if (!/manifiesto-\w+\.json$/.test(url) || url === MANIFIESTO.href) continue;
      const viejo = await (await almacen.match(url)).json();
      for (const [ruta, [huella]] of Object.entries(viejo.archivos))
        if (hay.has(huella)) antes.add(ruta);
    }
    const cambiados = Object.entries(archivos)
      .filter(([ruta, [huella]]) => antes.has(ruta) && !hay.has(huella))
      .map(([ruta, [huella]]) => [ruta, huella]);
    if (!(await traerTodas(cambiados))) throw new Error("la versión nueva no llegó entera");
  }

  // se olvida lo que ninguna versión en uso nombra: la del taller y la de la lectura pueden diferir
  async function limpiar() {
    const almacen = await caches.open(ALMACEN);
    await almacen.put(LUGAR, new Response(VERSION));
    const enUso = new Set();
    for (const lugar of ["en-uso/lectura", "en-uso/taller"]) {
      const dicho = await almacen.match(new URL(lugar, RAIZ));
      if (dicho) enUso.add(await dicho.text());
    }
    const sirven = new Set();
    for (const { url } of await almacen.keys()) {
      const version = url.match(/manifiesto-(\w+)\.json$/)?.[1];
      if (!version) continue;
      if (!enUso.has(version)) await almacen.delete(url);
      else
        for (const [huella] of Object.values((await (await almacen.match(url)).json()).archivos))
          sirven.add(huella);
    }
    for (const { url } of await almacen.keys())
      if (url.includes("/guardado/") && !sirven.has(url.split("/").pop())) await almacen.delete(url);
  }

  self.addEventListener("install", (evento) => evento.waitUntil(prepararse()));
  self.addEventListener("activate", (evento) => {
    evento.waitUntil(limpiar().catch(() => {}).then(() => self.clients.claim()));
  });
})();
