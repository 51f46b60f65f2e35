using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EventSourcing.Analyzers;
using EventSourcing.Serialization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Generators.Tests.Lock;

/// <summary>
/// The table of docs/events-lock.md holds: each row is what the analyzers say of its cases, and what it says of reading is what happens when the codecs of
/// both sides meet each other's events.
/// </summary>
public class CompatibilityTests
{
    private const string Same = "same";

    private static IEnumerable<TestCaseData> Cases() => CompatibilityCases.All.Select((c, i) => new TestCaseData(c).SetArgDisplayNames($"{i + 1}: {c.Row}"));

    private static readonly IReadOnlyDictionary<string, (string Verdict, string OldReadsNew)> Table = ReadTable();

    [Test]
    public void Every_row_has_a_case_and_every_case_a_row() =>
        Assert.That(CompatibilityCases.All.Select(c => c.Row).Distinct(), Is.EquivalentTo(Table.Keys));

    [TestCaseSource(nameof(Cases))]
    public async Task A_row_is_what_is_reported(object of)
    {
        var test = (CompatibilityCase)of;
        var found = await AnalyzeAsync(test.After, LockOf(test.Before));

        var verdict = Table[test.Row].Verdict;
        Assert.That(found.Distinct(), Is.EqualTo(verdict == Same ? [] : new[] { verdict.Split(", ")[1] }), verdict);
        if (!verdict.StartsWith("compatible", StringComparison.Ordinal)) return;

        // Once it is recorded there is nothing more to say, and what has been recorded before stays covered.
        var merged = LockOf(test.After, LockOf(test.Before));
        Assert.That(await AnalyzeAsync(test.After, merged), Is.Empty);
        Assert.That(LockOf(test.After, merged), Is.EqualTo(merged));
    }

    [TestCaseSource(nameof(Cases))]
    public void A_row_is_what_readers_do(object of)
    {
        var test = (CompatibilityCase)of;
        var (verdict, oldReadsNew) = Table[test.Row];
        if (verdict.StartsWith("breaking", StringComparison.Ordinal) || test.Before.Length == 0) return;
        var (before, after) = (new Side(test.Before), new Side(test.After));

        // The new code finds what is stored under the old name and version, and reads it.
        var stored = before.Write(out var name, out var version);
        Assert.That(after.Read(name, version, stored), Does.Contain(test.Read));

        var written = after.Write(out var newName, out var newVersion);
        if (oldReadsNew == "yes") Assert.That(before.Read(newName, newVersion, written), Is.Not.Null);
        else Assert.That(() => before.Read(newName, newVersion, written), Throws.InstanceOf<EventSourcingException>());
    }

    private static string LockOf(string code, string? locked = null)
    {
        var sources = new TestProject("Shop", code) { AcceptsChanges = true, Lock = locked }.Run().Sources;
        return string.Concat(sources["events.lock.json.g.cs"].TrimEnd('\n').Split('\n').Select(line => line[2..] + "\n"));
    }

    private static async Task<IEnumerable<string>> AnalyzeAsync(string code, string locked)
    {
        var compilation = new TestProject("Shop", code).Run().Compilation;
        Assert.That(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error && d.Id.StartsWith("CS", StringComparison.Ordinal) && d.DefaultSeverity == DiagnosticSeverity.Error), Is.Empty);
        var options = new AnalyzerOptions([new TestFile("/events.lock.json", locked)]);
        return (await compilation.WithAnalyzers([new EventsLockAnalyzer(), new UpcasterAnalyzer()], options).GetAnalyzerDiagnosticsAsync()).Select(d => d.Id);
    }

    private static Dictionary<string, (string, string)> ReadTable([CallerFilePath] string thisFile = "")
    {
        var start = File.Exists(thisFile) ? Path.GetDirectoryName(thisFile)! : AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(start, "global.json"))) start = Path.GetDirectoryName(start)!;
        return File.ReadLines(Path.Combine(start, "docs", "events-lock.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Skip(1)
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
            .ToDictionary(cells => cells[0], cells => (cells[1], cells[2]));
    }

    /// <summary>The code of one side of a change, compiled and loaded.</summary>
    private sealed class Side
    {
        private readonly Assembly _assembly;
        private readonly EventCatalog _catalog;
        private readonly JsonSerializerOptions _options;

        public Side(string code)
        {
            using var image = new MemoryStream(new TestProject("Shop", code).Run().Image());
            _assembly = new AssemblyLoadContext("Shop", isCollectible: true).LoadFromStream(image);
            var emitted = _assembly.GetType("Shop.DomainEvents", throwOnError: true)!;
            _catalog = (EventCatalog)emitted.GetProperty("Catalog")!.GetValue(null)!;
            _options = new JsonSerializerOptions { TypeInfoResolver = (IJsonTypeInfoResolver)emitted.GetProperty("JsonTypeInfoResolver")!.GetValue(null)! };
        }

        public byte[] Write(out string name, out int version)
        {
            var made = _assembly.GetType("Sample", throwOnError: true)!.GetMethod("Make")!.Invoke(null, null)!;
            Assert.That(_catalog.TryGet(made.GetType(), out var descriptor), Is.True);
            (name, version) = (descriptor!.Name, descriptor.SchemaVersion);
            return JsonSerializer.SerializeToUtf8Bytes(made, made.GetType(), _options);
        }

        public string? Read(string name, int version, byte[] payload)
        {
            if (!_catalog.TryGet(name, version, out var descriptor)) throw new UnknownSampleException(name);
            return EventSerializer.Deserialize(descriptor, payload, new StreamId("thing", "1"), 1).ToString();
        }
    }

    private sealed class UnknownSampleException(string name) : EventSourcingException($"The catalog has no '{name}'.");
}
