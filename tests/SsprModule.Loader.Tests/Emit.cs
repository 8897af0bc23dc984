using System.Reflection;
using System.Reflection.Emit;

namespace SsprModule.Loader.Tests;

/// <summary>Writes assemblies that have nothing but a name: what another module may have brought.</summary>
internal static class Emit
{
    /// <summary>Writes an assembly of that name with one empty type in it.</summary>
    internal static string Assembly(string folder, AssemblyName name)
    {
        var file = Path.Combine(folder, name.Name + ".dll");
        var assembly = new PersistedAssemblyBuilder(name, typeof(object).Assembly);
        assembly.DefineDynamicModule(name.Name!).DefineType("Rival", TypeAttributes.Public).CreateType();
        assembly.Save(file);
        return file;
    }
}
