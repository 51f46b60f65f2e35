using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.PostgreSql;

/// <summary>Processor time that this process and the server's processes have used so far.</summary>
internal readonly record struct CpuTime(TimeSpan Client, TimeSpan Server)
{
    /// <summary>Takes it at the beginning of a round; the server's is zero where the system has no /proc.</summary>
    /// <param name="postmaster">The server's first process.</param>
    public static CpuTime Begin(int postmaster)
    {
        // Looking at the server costs this process time, which belongs to no round.
        var server = OfServer(postmaster);
        return new CpuTime(Process.GetCurrentProcess().TotalProcessorTime, server);
    }

    /// <summary>What was used since.</summary>
    public CpuTime Since(int postmaster)
    {
        var client = Process.GetCurrentProcess().TotalProcessorTime;
        return new CpuTime(client - Client, OfServer(postmaster) - Server);
    }

    private static TimeSpan OfServer(int postmaster)
    {
        var parent = postmaster.ToString(CultureInfo.InvariantCulture);
        if (!Directory.Exists("/proc/self")) return default;
        long nanoseconds = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)) continue;
            try
            {
                // The name of the program, in brackets, may have spaces; the parent is the second after it.
                var stat = File.ReadAllText($"/proc/{id}/stat");
                if (stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] != parent) continue;

                // The times of stat are cut to hundredths of a second, which hundreds of processes in a short round do not reach.
                nanoseconds += long.Parse(File.ReadAllText($"/proc/{id}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return TimeSpan.FromMicroseconds(nanoseconds / 1e3);
    }
}
