namespace SsprModule.Engine;
