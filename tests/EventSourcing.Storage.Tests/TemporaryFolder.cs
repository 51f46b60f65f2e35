namespace EventSourcing.Storage.Tests;

/// <summary>A folder for the files of one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("event-store-tests-");

    public string Path => _folder.FullName;

    public string File(string name = "store.db") => System.IO.Path.Combine(_folder.FullName, name);

    public string DataSource(string name = "store.db") => $"Data Source={File(name)}";

    public void Dispose() => _folder.Delete(recursive: true);
}
