namespace SsprModule.Loader;
