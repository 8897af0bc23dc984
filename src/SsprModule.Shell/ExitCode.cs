namespace SsprModule.Shell;

/// <summary>What the process returns, unless the script says otherwise with <c>exit</c>.</summary>
internal static class ExitCode
{
    /// <summary>The script ran to its end; errors that did not end it were printed.</summary>
    internal const int Success = 0;

    /// <summary>A terminating error ended the script, or its last command failed.</summary>
    internal const int Failed = 1;

    /// <summary>The command line can't be understood.</summary>
    internal const int Usage = 64;

    /// <summary>Ctrl+C ended the script.</summary>
    internal const int Stopped = 130;
}
