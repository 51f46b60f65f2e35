using System.Diagnostics;
using System.Globalization;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>
/// The programs of an installed PostgreSQL: of the folder that EVENTSOURCING_POSTGRES_BIN names, else of the newest version that a distribution has installed, else of PATH.
/// </summary>
internal sealed class PostgreSqlBinaries
{
    public const string Variable = "EVENTSOURCING_POSTGRES_BIN";

    private static readonly Lazy<PostgreSqlBinaries> Found = new(Find);

    private readonly string _folder;

    private PostgreSqlBinaries(string folder, int majorVersion)
    {
        _folder = folder;
        MajorVersion = majorVersion;
    }

    /// <summary>Those that the tests of this run use.</summary>
    public static PostgreSqlBinaries Default => Found.Value;

    /// <summary>15 for PostgreSQL 15.18.</summary>
    public int MajorVersion { get; }

    /// <summary>The server refuses to run as root: then its programs run as the user that the distribution's package has made for it.</summary>
    public static bool AsOtherUser { get; } = Environment.UserName == "root";

    /// <summary>The path of a program; the bare name, for PATH to find, where the folder has the server alone, as some packages have.</summary>
    public string PathOf(string program) => Path.Combine(_folder, program) is var path && File.Exists(path) ? path : program;

    /// <summary>The command line that runs a program as a user that may run it.</summary>
    public IEnumerable<string> Command(string program, params IEnumerable<string> arguments) => AsServerUser([PathOf(program), .. arguments]);

    public static IEnumerable<string> AsServerUser(IEnumerable<string> command) =>
        AsOtherUser ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command] : command;

    /// <summary>Runs a command to its end; an error has its output.</summary>
    public static async Task<string> RunAsync(IEnumerable<string> command)
    {
        var words = command.ToArray();
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode == 0) return await output;
        throw new InvalidOperationException($"'{string.Join(' ', words)}' ended with {process.ExitCode}: {await errors}{await output}");
    }

    private static PostgreSqlBinaries Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen)
            return At(chosen) ?? throw new InvalidOperationException($"{Variable} names {chosen}, which has no initdb and postgres that run.");
        return Installed().Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)).Select(At).FirstOrDefault(b => b is not null)
            ?? throw new InvalidOperationException($"No PostgreSQL server is installed: build/test installs one; or install the package 'postgresql', or name the folder of its programs in {Variable}.");
    }

    private static IEnumerable<string> Installed()
    {
        const string distribution = "/usr/lib/postgresql";
        if (!Directory.Exists(distribution)) return [];
        return Directory.GetDirectories(distribution)
            .Select(folder => (Folder: folder, Version: int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0))
            .OrderByDescending(f => f.Version)
            .Select(f => Path.Combine(f.Folder, "bin"));
    }

    private static PostgreSqlBinaries? At(string folder)
    {
        if (folder.Length == 0 || !File.Exists(Path.Combine(folder, "initdb")) || !File.Exists(Path.Combine(folder, "postgres"))) return null;

        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"; a preview says "19beta1".
        var answer = RunAsync([Path.Combine(folder, "postgres"), "--version"]).GetAwaiter().GetResult();
        var version = answer.Split(' ')[2].TakeWhile(char.IsAsciiDigit).ToArray();
        return new PostgreSqlBinaries(folder, int.Parse(version, CultureInfo.InvariantCulture));
    }
}
