// Dos cuidados con cada documento que se abre en JupyterLab. No se compila: es así como se lee.
//
// Guardar: JupyterLab puede empezar a guardar antes de acabar la vez anterior, y entonces pregunta
// si el archivo cambió; y lo que se escribe mientras guarda lo da por guardado. Aquí se guarda un
// segundo después de cada cambio y al dejar la página, de a una vez, y lo que llegó en medio sigue
// pendiente. Si el servidor no contesta o hay una pregunta en pantalla, se intenta más tarde.
//
// Ejecutar: antes de que haya núcleo, cada celda lo pide por su cuenta y abre su propio diálogo, o
// no se ejecuta y no lo dice. Aquí todas esperan al mismo.
(() => {
  const UN_SEGUNDO = 1000;
  const vistos = new WeakSet();
  const abiertos = new Set();
  const relojes = new Map();
  let contesta = async () => true;

  function guardarDeAUno(contexto) {
    const guardar = contexto.save.bind(contexto);
    let ahora = null;
    let despues = null;
    let cambio = false;
    contexto.model.contentChanged.connect(() => {
      cambio = true;
      programar(contexto);
    });
    const unaVez = async () => {
      cambio = false;
      await guardar();
      if (cambio && !contexto.isDisposed) {
        contexto.model.dirty = true;
        programar(contexto);
      }
    };
    const empezar = () => {
      ahora = unaVez().finally(() => { ahora = null; });
      return ahora;
    };
    contexto.save = () => {
      if (!ahora) return empezar();
      const seguir = () => { despues = null; return contexto.save(); };
      despues = despues || ahora.then(seguir, seguir);
      return despues;
    };
  }

  function programar(contexto) {
    if (relojes.has(contexto)) return;
    relojes.set(contexto, setTimeout(async () => {
      relojes.delete(contexto);
      if (contexto.isDisposed || !contexto.model.dirty || contexto.canSave === false) return;
      if (document.querySelector('.jp-Dialog') || !(await contesta())) programar(contexto);
      else contexto.save().catch(() => {});
    }, UN_SEGUNDO));
  }

  function esperarAlNucleo(sesion) {
    const clase = Object.getPrototypeOf(sesion);
    const sinNucleo = Object.getOwnPropertyDescriptor(clase, 'hasNoKernel').get;
    const tiene = () => Boolean(sesion.session && sesion.session.kernel);
    const arrancar = sesion.startKernel.bind(sesion);
    const iniciar = sesion.initialize.bind(sesion);
    let pendiente = null;
    let empezo = () => {};
    // las celdas se ven antes de que la página sepa qué núcleo toca y cuál ya está en marcha
    const yaSabe = sesion.isReady || sesion._initializing ? null : new Promise(listo => {
      empezo = listo;
      setTimeout(listo, 10 * UN_SEGUNDO);
    });
    sesion.initialize = () => {
      empezo();
      return iniciar();
    };
    const cuandoSePueda = async () => {
      await yaSabe;
      await Promise.all([sesion.sessionManager.ready, sesion.specsManager.ready]);
      await sesion.sessionManager.refreshRunning();
      return tiene() ? false : arrancar();
    };
    sesion.startKernel = () => {
      pendiente = pendiente || cuandoSePueda().finally(() => { pendiente = null; });
      return pendiente;
    };
    // el que se pidió y no ha llegado todavía no ejecuta nada: la celda lo espera
    Object.defineProperty(sesion, 'hasNoKernel', { get: () => !tiene() || sinNucleo.call(sesion) });
  }

  function cuidar(contexto) {
    if (!contexto || !contexto.save || vistos.has(contexto)) return;
    vistos.add(contexto);
    abiertos.add(contexto);
    contexto.disposed.connect(() => abiertos.delete(contexto));
    try {
      guardarDeAUno(contexto);
      esperarAlNucleo(contexto.sessionContext);
    } catch (fallo) {
      console.warn('El taller no pudo cuidar este documento:', fallo);  // queda como en JupyterLab
    }
  }

  function alDejarLaPagina() {
    if (document.visibilityState !== 'hidden') return;
    for (const contexto of abiertos) {
      if (contexto.isReady && contexto.model.dirty) contexto.save().catch(() => {});
    }
  }

  const extension = {
    id: 'minigrad-taller:cuidados',
    autoStart: true,
    activate: aplicacion => {
      const archivos = aplicacion.serviceManager.contents;
      contesta = () => archivos.get('', { content: false }).then(() => true, () => false);
      const mirar = () => {
        for (const pieza of aplicacion.shell.widgets('main')) cuidar(pieza.context);
      };
      // la página de un solo cuaderno no avisa de su disposición, sino de cuál está al frente
      const { layoutModified, currentChanged } = aplicacion.shell;
      for (const aviso of [layoutModified, currentChanged]) if (aviso) aviso.connect(mirar);
      aplicacion.restored.then(mirar);
      mirar();
      document.addEventListener('visibilitychange', alDejarLaPagina);
    }
  };
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB['minigrad-taller'] = {
    init: () => {},
    get: async () => () => ({ __esModule: true, default: extension })
  };
})();
