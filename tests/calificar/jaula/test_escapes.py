"""De la jaula no se sale: ni con un Landlock antiguo, ni como administrador, ni como usuario.

Cada código intenta algo sin pasar por el vigía y comprueba él mismo que se le niega; después, la
respuesta siguiente tiene su nota y nada de fuera ha cambiado.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import textwrap
from functools import partial
from pathlib import Path

import pytest

import minigrad.graph
from minigrad.calificar.jaula import landlock
from minigrad.calificar.jaula.encierro import PROTECCIONES, advertencias
from minigrad.calificar.jaula.llamadas import PERMITIDAS, SEGUN
from minigrad.calificar.jaula.seccomp import programa
from minigrad.calificar.puesto import con_semillero
from minigrad.calificar.puesto.contrato import protecciones
from minigrad.ordenes.cli import principal

ID = "00-cuenta"
BUENA = "\ndef cuenta(precio, cantidad, envio):\n    return precio * cantidad + envio\n"
NADIE = 65534
SABE = landlock.version()

pytestmark = pytest.mark.skipif(
    SABE < 1 or platform.machine() not in ("x86_64", "aarch64"),
    reason="este núcleo no tiene con qué encerrar, y la orden lo dice",
)


def _puede(usuario):
    """Si otro usuario puede correr este Python y leer el taller."""
    prueba = [sys.executable, "-P", "-c", "import minigrad.aula"]
    try:
        return not subprocess.run(prueba, user=usuario, env=con_semillero.entorno(), check=False,
                                  capture_output=True).returncode  # fmt: skip
    except OSError:
        return False


@pytest.fixture(scope="module", params=["yo", "nadie"])
def quien(request):
    if request.param == "nadie" and (os.getuid() or not _puede(NADIE)):
        pytest.skip("para ser otro usuario hay que ser administrador, y que él pueda leer Python")
    return request.param


@pytest.fixture(scope="module", params=sorted({1, 2, 4, SABE}))
def encerrado(request, quien):
    """Un puesto cuyo núcleo sabe como mucho esa Landlock, y que corre como ese usuario."""
    if request.param > SABE:
        pytest.skip("este núcleo sabe menos")
    with pytest.MonkeyPatch.context() as parche:
        parche.setenv(landlock.TOPE, str(request.param))
        if quien == "nadie":
            como = partial(subprocess.Popen, user=NADIE, group=NADIE, extra_groups=[])
            parche.setattr(con_semillero.subprocess, "Popen", como)
        abierto = con_semillero.abrir()
    yield abierto
    abierto.cerrar()


@pytest.fixture
def juzgar(calificador, encerrado):
    """Corre un código; después, el de un inocente tiene su nota en el mismo puesto."""
    ejercicio = calificador.juez.ejercicios[ID]

    def correr(codigo):
        return calificador.juez.juzgar(encerrado, ejercicio, codigo + BUENA)

    yield correr
    assert correr("").veredicto.estado == "correcto"


PREFACIO = f"""
import ctypes, errno, mmap, os, struct, sys, threading, time
c = ctypes.CDLL(None, use_errno=True)
def niega(nombre, valor, cuales=(errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EOPNOTSUPP)):
    dice = ctypes.get_errno()
    assert valor == -1 and dice in cuales, (nombre, valor, dice)
def llama(numero, *argumentos):
    niega(numero, c.syscall(ctypes.c_long(numero), *map(ctypes.c_long, argumentos)))
X86 = {platform.machine() == "x86_64"}
"""


def intenta(codigo, casos=None):
    """Lo que corre el hijo; de los casos, si alguno no se niega, dice cuáles."""
    return (
        PREFACIO
        + textwrap.dedent(codigo)
        + f"""
fallos = []
for nombre, caso in {casos or {}!r}.items():
    try: exec(caso)
    except BaseException as error: fallos.append((nombre, str(error)))
assert not fallos, fallos
"""
    )


def casos(texto):
    """Varios códigos, cada uno tras su nombre."""
    trozos = (trozo.partition("\n") for trozo in texto.split("#### ")[1:])
    return {nombre: codigo for nombre, _, codigo in trozos}


def bien(dictamen):
    assert dictamen.corrida.error is None, dictamen.corrida.error
    assert dictamen.veredicto.estado == "correcto", dictamen.corrida.respuesta


# --- señales, memoria y descriptores de otros ----------------------------------------------------

SENALES = {
    "F_SETOWN": "niega(1, c.fcntl(a, 8, ajeno))",
    "F_SETOWN al grupo": "niega(1, c.fcntl(a, 8, -os.getpgid(ajeno)))",
    "F_SETSIG": "niega(1, c.fcntl(a, 10, 9))",
    "F_SETOWN_EX": "niega(1, c.fcntl(a, 15, struct.pack('ii', 1, ajeno)))",
    "O_ASYNC": "niega(1, c.fcntl(a, 4, os.O_ASYNC | os.O_NONBLOCK))",
    "F_NOTIFY": "niega(1, c.fcntl(os.open('.', 0), 1026, 2))",
    "F_SETLEASE": "niega(1, c.fcntl(os.open(os.__file__, 0), 1024, 0))",
    "FIOASYNC": "niega(1, c.ioctl(a, 0x5452, ctypes.byref(ctypes.c_int(1))))",
    "FIOSETOWN": "niega(1, c.ioctl(a, 0x8901, ctypes.byref(ctypes.c_int(ajeno))))",
    "SIOCSPGRP": "niega(1, c.ioctl(a, 0x8902, ctypes.byref(ctypes.c_int(ajeno))))",
    "FICLONE": "niega(1, c.ioctl(a, 0x40049409, a), (errno.EOPNOTSUPP,))",
    "TIOCSTI": "niega(1, c.ioctl(a, 0x5412, b'x'))",
    "kill": "niega(1, c.kill(ajeno, 9)); niega(2, c.kill(-1, 9)); niega(3, c.kill(0, 9))",
    "sigqueue": "niega(1, c.sigqueue(ajeno, 9, None))",
    "tgkill": "llama(234 if X86 else 131, ajeno, ajeno, 9); llama(200 if X86 else 130, ajeno, 9)",
    "pidfd": "llama(434, ajeno, 0); llama(424, 0, 9, 0, 0); llama(438, 0, 0, 0)",
    "ptrace": "niega(1, c.ptrace(16, ajeno, 0, 0)); niega(2, c.ptrace(0x4206, ajeno, 0, 0))",
    "memoria ajena": "llama(310 if X86 else 270, ajeno, 0, 0, 0, 0, 0); llama(448, 0, 0)",
    "grupos": "niega(1, c.setpgid(0, 0)); niega(2, c.setsid())",
    "que no lo mate su padre": "niega(1, c.prctl(1, 0)); niega(2, c.prctl(4, 0))",
    "límites de otro": "niega(1, c.prlimit(ajeno, 0, b'\\0' * 16, None))",
    "prioridad": "niega(1, c.setpriority(0, ajeno, 19))",
}


def test_no_llega_a_otros_procesos(juzgar):
    bien(juzgar(intenta("import socket\nuno, otro = socket.socketpair()\na = uno.fileno()\n"
                        "ajeno = os.getppid()\n", SENALES)))  # fmt: skip


NUEVAS = {
    "inotify": "niega(1, c.inotify_init()); niega(2, c.inotify_init1(0))",
    "fanotify": "niega(1, c.fanotify_init(0, 0))",
    "file_setattr": "llama(468, -100, 0, 0, 0, 0); llama(469, -100, 0, 0, 0, 0)",
    "las que vengan": "llama(471); llama(511); llama(1000)",
    "x32": "X86 and (llama(0x40000000 + 57), llama(0x40000000 + 2), llama(0x40000000 + 520))",
    "io_uring": "llama(425, 1, 0); llama(426, 0, 0, 0, 0, 0); llama(206 if X86 else 0, 1, 0)",
    "fork": "niega(1, c.fork()) if X86 else None",
    "clone": "llama(56 if X86 else 220, 17, 0, 0, 0, 0)",
    "clone con espacios": "llama(56 if X86 else 220, 0x10000000 | 17, 0, 0, 0, 0)",
    "hilo con otros descriptores": "llama(56 if X86 else 220, 0x10900 | 0x100, 0, 0, 0, 0)",
    "clone3": "llama(435, 0, 0)",
    "close_range que separa": "llama(436, 50, 60, 2)",
    "unshare": "[niega(b, c.unshare(b)) for b in (0x400, 0x20000, 0x10000000, 0x40000000)]",
    "setns": "niega(1, c.setns(0, 0))",
    "mount": "niega(1, c.mount(b'a', b'.', b'tmpfs', 0, None)); llama(428, -100, 0, 0)",
    "chroot": "niega(1, c.chroot(b'.'))",
    "llaveros": "llama(250 if X86 else 219, 0, 0)",
    "bpf": "llama(321 if X86 else 280, 0, 0, 0)",
    "perf": "llama(298 if X86 else 241, 0, 0, -1, -1, 0)",
    "userfaultfd": "llama(323 if X86 else 282, 1)",
    "seccomp": "llama(317 if X86 else 277, 1, 8, 0)",
    "por número de archivo": "niega(1, c.name_to_handle_at(-100, b'.', b'\\0' * 64, b'1234', 0))",
    "memoria con nombre": "niega(1, c.memfd_create(b'x', 0)); niega(2, c.shmget(1, 9, 0o1666));"
                          "niega(3, c.open(b'/dev/shm/minigrad', 0o102, 0o600))",
    "colas": "niega(1, c.msgget(1, 0o1666)); niega(2, c.semget(1, 1, 0o1666))",
    "red": "[niega(f, c.socket(f, t, 0)) for f in (1, 2, 10, 16, 17, 40) for t in (1, 2, 3)]",
    "enchufes sueltos": "par = ctypes.create_string_buffer(8)\n"
                        "for tipo in (2, 5): niega(tipo, c.socketpair(1, tipo, 0, par))",
    "mandar descriptores": "niega(1, c.sendmsg(0, b'\\0' * 64, 0))",
    "programas": "niega(1, c.execv(b'/bin/true', None))",
    "FIFO y dispositivos": "niega(1, c.mkfifo(b'x', 0o600)); niega(2, c.mknod(b'x', 0o20600, 259))",
    "tuberías enormes": "niega(1, c.fcntl(os.pipe()[0], 1031, 2**20))",
    "atributos": "niega(1, c.setxattr(os.fsencode(os.__file__), b'user.x', b'y', 1, 0))",
    "splice": "niega(1, c.vmsplice(0, None, 0, 0)); niega(2, c.tee(0, 1, 1, 0))",
}  # fmt: skip


def test_lo_que_no_hace_falta_se_niega(juzgar):
    bien(juzgar(intenta("", NUEVAS)))


@pytest.mark.skipif(platform.machine() != "x86_64", reason="es de x86")
def test_llamar_como_un_programa_de_32_bits_lo_mata(juzgar):
    dictamen = juzgar(
        intenta("""
        hueco = mmap.mmap(-1, 4096, prot=7)
        hueco.write(bytes.fromhex('b814000000cd80c3'))  # getpid de i386
        ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(hueco)))()
    """)
    )
    assert (dictamen.corrida.respuesta.motivo, dictamen.corrida.respuesta.detalle) == (
        "señal",
        "31",
    )


# --- archivos ajenos -----------------------------------------------------------------------------


@pytest.fixture
def instalado():
    """Un archivo como los de un paquete: se puede leer, y su dueño podría cambiarlo."""
    ruta = Path(minigrad.graph.__file__).parent / f".victima-{os.getpid()}"
    try:
        ruta.write_text("intacta")
    except OSError:
        pytest.skip("el paquete es de otro usuario")
    ruta.chmod(0o666)
    yield ruta
    queda = ruta.read_text()
    ruta.unlink()
    assert queda == "intacta"


def test_lo_instalado_se_lee_y_ni_se_vacia_ni_se_cambia(juzgar, instalado):
    dictamen = juzgar(
        intenta(f"""
        ruta = {os.fsencode(instalado)!r}
        assert open(ruta).read() == "intacta"
        for modo in (0, 1, 2, 3, 0o2001, 0o1000002):
            for mas in (os.O_TRUNC, os.O_TRUNC | os.O_CREAT, os.O_TRUNC | os.O_NONBLOCK):
                niega(modo, c.open(ruta, modo | mas, 0o600))
                niega(modo, c.openat(-100, ruta, modo | mas, 0o600))
        como = struct.pack("QQQ", os.O_TRUNC, 0, 0)
        niega("openat2", c.syscall(437, -100, ruta, como, 24))
        niega("creat", c.creat(ruta, 0o600))
        niega("truncate", c.truncate(ruta, 0))
        niega("ftruncate", c.ftruncate(c.open(ruta, 0), 0), (errno.EINVAL, errno.EBADF))
        niega("fallocate", c.fallocate(c.open(ruta, 0), 3, 0, 7), (errno.EBADF,))
        niega("unlink", c.unlink(ruta))
        niega("rename", c.rename(ruta, b"x"), (errno.EACCES, errno.EXDEV))
        niega("link", c.link(ruta, b"x"), (errno.EACCES, errno.EXDEV))
        assert c.symlink(ruta, b"liga") == 0
        niega("liga", c.open(b"liga", 1 | os.O_TRUNC))
        niega("chmod", c.chmod(ruta, 0))
        niega("utimes", c.utimes(ruta, None))
    """)
    )
    bien(dictamen)


LEGITIMO = casos("""
#### escribir, y otra vez
for _ in range(2):
    with open("mio.txt", "w") as a: a.write("hola")
assert open("mio.txt").read() == "hola"
#### y sin Python
c.fopen.restype = ctypes.c_void_p
assert c.fopen(b"x", b"w") and c.fopen(b"x", b"w+")
#### carpetas
import shutil
os.makedirs("a/b")
open("a/b/c", "a").close()
os.rename("a/b/c", "a/b/d")
shutil.copyfile("a/b/d", "e")
shutil.rmtree("a")
#### recortar
with open("r", "w+") as a:
    a.write("abc")
    a.truncate(1)
    a.seek(0)
    assert a.read() == "a"
#### temporales
import tempfile
with tempfile.TemporaryFile() as a: a.write(b"x")
with tempfile.TemporaryDirectory() as d: open(d + "/x", "w").close()
#### hilos
import concurrent.futures
with concurrent.futures.ThreadPoolExecutor(8) as p:
    assert list(p.map(abs, range(-99, 0)))[0] == 99
#### asyncio
import asyncio
async def uno():
    await asyncio.sleep(0.001)
    return 1
assert asyncio.run(uno()) == 1
#### azar y reloj
import random, secrets, uuid
uuid.uuid4(), os.urandom(8), secrets.token_hex(), random.seed(), time.sleep(0.001)
#### señal propia
import signal
visto = []
signal.signal(signal.SIGUSR1, lambda *_: visto.append(1))
signal.raise_signal(signal.SIGUSR1)
assert visto
#### preguntar
import platform
os.cpu_count(), os.listdir(), platform.platform(), sys.stdout.isatty(), os.path.realpath(".")
#### numpy
import numpy as np
x = np.random.default_rng(0).normal(size=(200, 200))
np.linalg.inv(x)
np.save("x", x)
assert np.load("x.npy", mmap_mode="r").shape == x.shape
""")


def test_lo_legitimo_se_puede(juzgar):
    bien(juzgar(intenta("", LEGITIMO)))


@pytest.mark.lento
def test_pytorch_se_puede(puesto, calificador):
    pytest.importorskip("torch")
    codigo = """
import torch
x = torch.ones(64, 64, requires_grad=True)
(x @ x).sum().backward()
torch.save(x, "x.pt")
assert torch.load("x.pt").shape == (64, 64)
"""
    bien(calificador.juez.juzgar(puesto, calificador.juez.ejercicios[ID], codigo + BUENA))


# --- la carpeta de cada corrida ------------------------------------------------------------------


def test_de_su_carpeta_no_se_sale_ni_se_ve_la_de_nadie(juzgar):
    dictamen = juzgar(
        intenta("""
        propia, base = os.getcwd(), os.path.dirname(os.getcwd())
        open("f", "w").close()
        for sitio in ("..", base, "../..", os.path.dirname(base), "/tmp", "/var/tmp", "/dev/shm"):
            fuera = os.fsencode(sitio)
            niega(sitio, c.open(fuera, os.O_DIRECTORY))
            niega(sitio, c.open(fuera, os.O_TMPFILE | 2, 0o600))
            niega(sitio, c.open(fuera + b"/f", 0o102, 0o600))
            niega(sitio, c.mkdir(fuera + b"/d", 0o700))
            niega(sitio, c.symlink(b"f", fuera + b"/l"))
            niega(sitio, c.rename(b"f", fuera + b"/f"), (errno.EACCES, errno.EXDEV))
            niega(sitio, c.link(b"f", fuera + b"/f"), (errno.EACCES, errno.EXDEV))
        niega("rmdir", c.rmdir(os.fsencode(propia)))
        niega("rename", c.rename(os.fsencode(propia), os.fsencode(base) + b"/otra"),
              (errno.EACCES, errno.EXDEV, errno.EBUSY))
        raise Exception(base)
    """)
    )
    base = Path(dictamen.corrida.error["mensaje"])
    assert base.name.startswith("calificar-"), dictamen.corrida.error
    assert list(base.iterdir()) == []


def test_nada_de_una_corrida_queda_para_la_siguiente(juzgar):
    base = Path(juzgar("import os\nraise Exception(os.getcwd())").corrida.error["mensaje"]).parent
    for modo in (0o700, 0o300, 0):
        juzgar(f"import os\nos.makedirs('a/b')\nopen('a/b/f', 'w').close()\nos.mkdir('c', {modo})")
        assert list(base.iterdir()) == []


LLENAN = casos("""
#### a la vista
for i in range(9): os.write(os.open(f"f{i}", 0o102), b"x" * 2**20)
#### borrados y abiertos
for i in range(9):
    f = os.open("f", 0o102)
    os.unlink("f")
    os.write(f, b"x" * 2**20)
#### sin nombre
for i in range(9): os.write(os.open(".", os.O_TMPFILE | 2, 0o600), b"x" * 2**20)
#### borrados y en memoria
f = os.open("f", 0o102)
os.unlink("f")
os.ftruncate(f, 2**20)
c.mmap(None, 4096, 3, 1, f, 0)
os.close(f)
#### en un hilo
def g():
    for i in range(9):
        f = os.open("f", 0o102)
        os.unlink("f")
        os.write(f, b"x" * 2**20)
threading.Thread(target=g).start()
#### en una carpeta que no se lista
os.mkdir("d", 0o300)
for i in range(9): os.write(os.open(f"d/{i}", 0o102), b"x" * 2**20)
#### muy hondo
for i in range(25):
    os.mkdir("x" * 250)
    os.chdir("x" * 250)
for i in range(9): os.write(os.open(f"f{i}", 0o102), b"x" * 2**20)
#### reservado
for i in range(2): os.posix_fallocate(os.open(f"f{i}", 0o102), 0, 2**22)
#### muchos archivos
for i in range(90): os.close(os.open(f"f{i}", 0o102))
""")


def test_el_disco_se_cuenta_todo(juzgar):
    for nombre, codigo in LLENAN.items():
        dictamen = juzgar(PREFACIO + codigo + "\ntime.sleep(0.5)")
        assert dictamen.corrida.respuesta.motivo == "disco", (nombre, dictamen.corrida.error)


def test_un_archivo_disperso_ocupa_lo_que_ocupa(juzgar):
    bien(juzgar(intenta("for i in range(9):\n    f = os.open(f'f{i}', 0o102)\n"
                        "    os.ftruncate(f, 2**21)\ntime.sleep(0.1)")))  # fmt: skip


def test_los_hilos_se_cuentan(juzgar):
    dictamen = juzgar(
        intenta("""
        c.mallopt(-8, 1)  # sin esto, la memoria se acaba antes
        threading.stack_size(2**16)
        for _ in range(120): threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
        time.sleep(0.5)
    """)
    )
    assert dictamen.corrida.respuesta.motivo == "hilos"


def test_donde_no_hay_landlock_lo_que_alguien_deja_al_lado_se_borra(monkeypatch, calificador):
    monkeypatch.setenv(landlock.TOPE, "0")
    puesto, ejercicio = con_semillero.abrir(), calificador.juez.ejercicios[ID]
    deja = "assert c.open(b'../regalo', 0o102, 0o600) > 0 and c.mkdir(b'../otro', 0) == 0"
    for _ in range(2):
        bien(calificador.juez.juzgar(puesto, ejercicio, intenta(deja) + BUENA))
        bien(calificador.juez.juzgar(puesto, ejercicio, intenta(
            "assert os.listdir('..') == [os.path.basename(os.getcwd())]") + BUENA))  # fmt: skip
    puestas = protecciones(puesto, calificador.juez.limites)
    puesto.cerrar()
    frases = advertencias([nombre for nombre in PROTECCIONES if nombre not in puestas])
    assert sum("archivos" in frase for frase in frases[:2]) == 2


# --- qué se dice ---------------------------------------------------------------------------------


def test_el_puesto_dice_que_quedo_mas_debil(encerrado, request, calificador):
    sabe = request.node.callspec.params["encerrado"]
    puestas = protecciones(encerrado, calificador.juez.limites)
    faltan = [nombre for nombre in PROTECCIONES if nombre not in puestas]
    debiles = {1: 3, 2: 3, 4: 1}.get(sabe, 0 if sabe >= 6 else 1)
    assert len(faltan) == debiles
    frases = advertencias(faltan)
    assert len(frases) == bool(debiles)
    assert all("una sola barrera" in frase and "señales" in frase for frase in frases)


def test_la_orden_lo_dice(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv(landlock.TOPE, "2")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Ana.ipynb").write_text("{}")
    assert principal(["calificar", "."]) == 0
    dicho = capsys.readouterr().out
    assert "una sola barrera" in dicho
    assert "podría dejar vacíos archivos" in dicho


def test_lo_que_falta_del_todo_se_dice_una_vez_cada_cosa():
    frases = advertencias(PROTECCIONES)
    assert all(frase.startswith("Cuidado, aquí no se puede limitar") for frase in frases)
    assert advertencias([]) == []


@pytest.mark.parametrize("maquina", ["x86_64", "aarch64"])
def test_el_filtro_cabe_y_solo_salta_hacia_adentro(maquina):
    pasos = programa(maquina)
    assert len(pasos) < 4096
    for sitio, (codigo, si, no, _) in enumerate(pasos):
        if codigo & 7 == 5:  # un salto
            assert sitio + 1 + max(si, no) < len(pasos)
    columna = maquina == "aarch64"
    numeros = [n[columna] for n in {**PERMITIDAS, **SEGUN}.values() if n[columna] is not None]
    assert len(numeros) == len(set(numeros))
    assert programa("riscv64") is None
