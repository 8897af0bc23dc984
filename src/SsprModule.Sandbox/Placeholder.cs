namespace SsprModule.Sandbox;
