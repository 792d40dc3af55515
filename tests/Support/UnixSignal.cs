using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Haggle.Testing;

/// <summary>Signals that <see cref="Process"/> cannot send: it only kills.</summary>
public static class UnixSignal
{
    private const int Sigterm = 15;

    public static void Terminate(Process process)
    {
        if (kill(process.Id, Sigterm) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"SIGTERM could not be sent to process {process.Id}.");
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
