"""Lo que comparten los exploradores: ejes, recuadro, controles y funciones que se miran."""
