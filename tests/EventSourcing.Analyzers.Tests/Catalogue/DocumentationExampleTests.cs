using System.Collections.Immutable;
using System.Text.RegularExpressions;
using EventSourcing.Analyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers.Tests.Catalogue;

/// <summary>What the pages show as wrong is reported under the page's id, and what they show as mended is not.</summary>
public sealed partial class DocumentationExampleTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using System.Threading.Tasks;
        using EventSourcing;

        """;

    /// <summary>What examples refer to without showing it; in a file of its own, so that an example may declare it again elsewhere.</summary>
    private const string Stubs = """
        public sealed record OrderPlaced(Guid CustomerId, string CustomerName, decimal Total, IReadOnlyList<string> Lines);
        public sealed record OrderPaid(decimal Amount);
        public sealed record OrderClosed;
        public interface IClock { DateOnly Today { get; } }
        public interface ICustomers { Task<Customer> GetAsync(Guid id); }
        public sealed record Customer(Guid Id, string Name);
        public sealed record Product(string Name);
        public sealed record CardPayment(decimal Amount);
        public sealed record InvoicePayment(decimal Amount);
        """;

    private static IEnumerable<TestCaseData> AllRules() => Rules.All.Select(rule => new TestCaseData(rule.Id).SetArgDisplayNames(rule.Id));

    /// <summary>All but the one about other languages, whose example is not C#: the tests of that rule have it.</summary>
    private static IEnumerable<TestCaseData> AllRulesOfCSharp() => AllRules().Where(rule => (string)rule.Arguments[0]! != "ESG0607");

    [TestCaseSource(nameof(AllRulesOfCSharp))]
    public async Task What_is_shown_as_wrong_is_reported(string id)
    {
        var example = CodeIn(id, "Example of a violation");

        Assert.That(example, Is.Not.Empty);
        Assert.That(await AnalyzeAsync(id, example[0], LockIn(id, "Example of a violation")), Does.Contain(id));
    }

    [TestCaseSource(nameof(AllRules))]
    public async Task What_is_shown_as_mended_is_not(string id)
    {
        var locked = LockIn(id, "How to fix") ?? LockIn(id, "Example of a violation");
        foreach (var example in CodeIn(id, "How to fix")) Assert.That(await AnalyzeAsync(id, example, locked), Does.Not.Contain(id), example);
    }

    private static string[] CodeIn(string id, string section) => [.. Fences().Matches(SectionOf(id, section)).Select(fence => fence.Groups[1].Value)];

    /// <summary>The events.lock.json that a section shows.</summary>
    private static string? LockIn(string id, string section) => Locks().Match(SectionOf(id, section)) is { Success: true } fence ? fence.Groups[1].Value : null;

    private static string SectionOf(string id, string section) =>
        File.ReadAllText(Path.Combine(Rules.DocumentationFolder, id + ".md")).Split("\n## ").Single(part => part.StartsWith(section + "\n", StringComparison.Ordinal));

    private static async Task<IEnumerable<string>> AnalyzeAsync(string id, string example, string? locked)
    {
        // Members alone are shown without the class around them.
        var isMember = example.TrimStart().StartsWith("[Handles]", StringComparison.Ordinal) || example.StartsWith("public async Task", StringComparison.Ordinal);
        var isConstructor = example.StartsWith("[JsonConstructor]", StringComparison.Ordinal);
        var code = isMember ? "public sealed partial class Order : AggregateRoot<Guid>\n{\n" + example + "\n}"
            : isConstructor ? "public sealed class Price\n{\n" + example + "public decimal Amount { get; } public string Currency { get; } }"
            : example;

        // A class that events only consist of is read through an event.
        if (code.Contains("class Price", StringComparison.Ordinal) && !code.Contains("[DomainEvent]", StringComparison.Ordinal)) code += "\n[DomainEvent] public sealed record PriceSet(Price Price);";
        var language = code.Contains("<LangVersion>11</LangVersion>", StringComparison.Ordinal) ? LanguageVersion.CSharp11 : LanguageVersion.Default;
        CSharpSyntaxTree[] trees = [Parse(Usings + code, language), Parse(Usings + "namespace Stubs {\n" + Stubs + "\n}", language), Parse("global using Stubs;", language)];
        ImmutableArray<DiagnosticAnalyzer> analyzers =
        [
            .. typeof(PastTenseAnalyzer).Assembly.GetTypes()
                .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
                .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
        ];
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
            .WithSpecificDiagnosticOptions(Rules.All.Where(rule => !rule.IsEnabledByDefault).Select(rule => KeyValuePair.Create(rule.Id, ReportDiagnostic.Warn)));
        var compilation = CSharpCompilation.Create("Example", trees, [.. Compilations.References, .. References(id)], options);
        ImmutableArray<AdditionalText> files = locked is null ? [] : [new AdditionalFile("/events.lock.json", locked)];
        return (await compilation.WithAnalyzers(analyzers, new AnalyzerOptions(files, new Configured(("eventsourcing.require_explicit_name", "true")))).GetAnalyzerDiagnosticsAsync()).Select(diagnostic => diagnostic.Id);
    }

    /// <summary>What the text of a page says of other assemblies.</summary>
    private static MetadataReference[] References(string id)
    {
        if (id == "ESG0603") return [Carrier.WithoutCatalog];
        if (id != "ESG0509") return [];
        var contracts = Compilations.Library("Contracts", "public sealed record OrderPlaced(decimal Amount);");
        return [contracts, Compilations.Library("Sales", """[assembly: EventSourcing.CatalogedEvent(typeof(OrderPlaced), "order-made", 1)]""", contracts)];
    }

    private static CSharpSyntaxTree Parse(string text, LanguageVersion language) => (CSharpSyntaxTree)CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(language));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Locks();
}
