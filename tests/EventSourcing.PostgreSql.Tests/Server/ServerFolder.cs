using System.Diagnostics;
using System.Globalization;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>The folder of one server of the tests: its data and its log. Folders that earlier runs had no time to delete are deleted with the next one that is made.</summary>
internal sealed class ServerFolder
{
    private const string Prefix = "eventsourcing-postgresql-";
    private static readonly SemaphoreSlim Sweeping = new(1);
    private static bool _swept;

    private readonly string _path;

    private ServerFolder(string path) => _path = path;

    public string Data => Path.Combine(_path, "data");

    public string Log => Path.Combine(_path, "server.log");

    /// <summary>Makes a folder, and in it the files of an empty server.</summary>
    public static Task<ServerFolder> CreateAsync() => CreateAsync(InitializeAsync);

    /// <summary>Makes a folder, and in it a copy of a running server that follows it as its standby.</summary>
    /// <param name="port">The running server's port on 127.0.0.1.</param>
    public static Task<ServerFolder> CreateStandbyAsync(int port) => CreateAsync(data => PostgreSqlBinaries.RunAsync(PostgreSqlBinaries.Default.Command(
        "pg_basebackup", "-D", data, "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast", "--no-sync")));

    private static async Task<ServerFolder> CreateAsync(Func<string, Task> fillAsync)
    {
        await SweepAsync();
        var owner = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var folder = new ServerFolder(Directory.CreateTempSubdirectory($"{Prefix}{owner}-").FullName);
        try
        {
            // The server's user goes through this folder, and owns what is in it.
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder._path, (UnixFileMode)0b111_101_101);
            if (PostgreSqlBinaries.AsOtherUser) await PostgreSqlBinaries.RunAsync(["install", "-d", "-m", "700", "-o", "postgres", "-g", "postgres", folder.Data]);
            await fillAsync(folder.Data);
        }
        catch
        {
            folder.Delete();
            throw;
        }

        return folder;
    }

    /// <summary>The process id of the server that runs on this folder.</summary>
    public int ReadProcessId() => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    public string ReadLog() => File.Exists(Log) ? File.ReadAllText(Log) : "";

    public void Delete() => Delete(_path);

    private static async Task InitializeAsync(string data)
    {
        var binaries = PostgreSqlBinaries.Default;
        string[] common = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"];
        if (binaries.MajorVersion >= 15)
        {
            try
            {
                // Texts that are compared by the language's rules where nothing else is said: so that a forgotten COLLATE "C" shows.
                await PostgreSqlBinaries.RunAsync(binaries.Command("initdb", [.. common, "--locale-provider=icu", "--icu-locale=en-US"]));
                return;
            }
            catch (InvalidOperationException e) when (e.Message.Contains("ICU", StringComparison.Ordinal))
            {
                // A server that was built without it.
            }
        }

        await PostgreSqlBinaries.RunAsync(binaries.Command("initdb", common));
    }

    /// <summary>Deletes the folders of processes that are gone.</summary>
    private static async Task SweepAsync()
    {
        await Sweeping.WaitAsync();
        try
        {
            if (_swept) return;
            _swept = true;
            foreach (var path in Directory.GetDirectories(Path.GetTempPath(), $"{Prefix}*"))
            {
                var owner = Path.GetFileName(path)[Prefix.Length..].Split('-')[0];
                if (int.TryParse(owner, CultureInfo.InvariantCulture, out var id) && !IsAlive(id)) Delete(path);
            }
        }
        finally
        {
            Sweeping.Release();
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Delete(string path)
    {
        // A server that ends at this moment may add and remove files.
        for (var attempt = 1; Directory.Exists(path); attempt++)
        {
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (Exception e) when ((e is IOException or UnauthorizedAccessException) && attempt < 20)
            {
                Thread.Sleep(50);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return; // Another user's, or in use after all: a later run tries again.
            }
        }
    }
}
