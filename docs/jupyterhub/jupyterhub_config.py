"""Para añadir a jupyterhub_config.py: al entrar alguien, sus cuadernos ya están en mi_taller/.

Sirve cuando los servidores corren en la máquina del Hub. En contenedores el Hub no ve la carpeta
de cada quien y la orden corre dentro: con DockerSpawner, la misma va en
`c.DockerSpawner.post_start_cmd`; en Kubernetes, en `singleuser.lifecycleHooks.postStart`.
"""

import asyncio
import os
import pwd

c = get_config()  # noqa: F821  la pone JupyterHub

#: el Python donde se instaló el taller: con su ruta entera, el PATH del Hub da igual
PYTHON = "/opt/taller/bin/python"


async def poner_cuadernos(spawner):
    """Pone los que falten, sin tocar lo que alguien cambió; si no puede, el servidor abre igual."""
    try:
        # en The Littlest JupyterHub la cuenta se llama jupyter- y el nombre
        persona = pwd.getpwnam(spawner.user.name)
        carpeta = f"{persona.pw_dir}/mi_taller"
        cuenta = {"user": persona.pw_uid, "group": persona.pw_gid, "extra_groups": []}
        proceso = await asyncio.create_subprocess_exec(
            PYTHON, "-P", "-m", "minigrad", "abrir", carpeta, "--solo-preparar",
            cwd=persona.pw_dir, env={"HOME": persona.pw_dir, "PYTHONUTF8": "1"},
            **(cuenta if os.geteuid() == 0 else {}),
        )  # fmt: skip
        await asyncio.wait_for(proceso.wait(), 60)
    except Exception as fallo:
        spawner.log.warning("No se pusieron los cuadernos de %s: %r", spawner.user.name, fallo)


c.Spawner.pre_spawn_hook = poner_cuadernos
