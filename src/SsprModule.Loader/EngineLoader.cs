using System.Reflection;

namespace SsprModule.Loader;

/// <summary>The entry of the loader: PowerShell's side calls this by reflection and gets the engine.</summary>
public static class EngineLoader
{
    /// <summary>Loads the engine and all that it needs into a private context of its own.</summary>
    /// <param name="engineFolder">Full path of the folder with <c>SsprModule.Engine.dll</c> and its dependencies.</param>
    /// <param name="contract">The assembly that the engine and its caller share, as it is loaded already.</param>
    /// <returns>The engine's assembly.</returns>
    /// <exception cref="FileNotFoundException">The engine is not in that folder.</exception>
    public static Assembly Load(string engineFolder, Assembly contract)
    {
        var context = new EngineLoadContext(engineFolder, contract);
        return context.LoadFromAssemblyPath(Path.Combine(engineFolder, "SsprModule.Engine.dll"));
    }
}
