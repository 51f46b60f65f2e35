using System.Globalization;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>A disk of a few megabytes, in memory, that a server's tablespace can fill. Only root can mount one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Mounts one; <see langword="null"/> where that is not allowed.</summary>
    public static async Task<SmallDisk?> TryCreateAsync(int megabytes)
    {
        if (!PostgreSqlBinaries.AsOtherUser || !OperatingSystem.IsLinux()) return null;
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("eventsourcing-disk-").FullName);
        try
        {
            await PostgreSqlBinaries.RunAsync(["mount", "-t", "tmpfs", "-o", $"{Size(megabytes)},mode=755", "tmpfs", disk.Path]);
        }
        catch (InvalidOperationException)
        {
            Directory.Delete(disk.Path);
            return null;
        }

        await PostgreSqlBinaries.RunAsync(["install", "-d", "-m", "700", "-o", "postgres", "-g", "postgres", disk.Folder]);
        return disk;
    }

    /// <summary>The server's own folder on it.</summary>
    public string Folder => System.IO.Path.Combine(Path, "space");

    public Task GrowAsync(int megabytes) => PostgreSqlBinaries.RunAsync(["mount", "-o", $"remount,{Size(megabytes)}", Path]);

    public async ValueTask DisposeAsync()
    {
        await PostgreSqlBinaries.RunAsync(["umount", "-l", Path]);
        Directory.Delete(Path);
    }

    private static string Size(int megabytes) => string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m");
}
