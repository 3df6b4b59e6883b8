"""La carpeta de trabajo: sus archivos, el progreso y JupyterLab."""
