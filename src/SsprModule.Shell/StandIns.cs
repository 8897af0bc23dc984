using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace SsprModule.Shell;

/// <summary>Adds the commands of the folder Commands to a session: the cmdlets of this assembly and the embedded scripts.</summary>
internal static class StandIns
{
    internal static InitialSessionState AddTo(InitialSessionState state)
    {
        foreach (var type in typeof(StandIns).Assembly.GetTypes())
        {
            if (type.GetCustomAttributes(typeof(CmdletAttribute), inherit: false) is [CmdletAttribute cmdlet])
            {
                state.Commands.Add(new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, helpFileName: null));
            }
        }

        foreach (var resource in Resources.Commands)
        {
            state.Commands.Add(new SessionStateFunctionEntry(Path.GetFileNameWithoutExtension(resource), Resources.Read(resource)));
        }

        return state;
    }
}
