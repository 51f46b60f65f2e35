using System.Collections.Immutable;
using EventSourcing.Analyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EventSourcing.Analyzers.Tests.Robustness;

/// <summary>Code in which nearly every rule is broken, as a project with a lock, and all analyzers and code fixes at work on it.</summary>
internal static class Unsound
{
    /// <summary>The code. It has a mistake for each analyzer, so that each gets as far as it can go when parts of it are missing.</summary>
    public const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using System.Threading.Tasks;
        using EventSourcing;
        using H = EventSourcing.HandlesAttribute;
        namespace Shop;
        [DomainEvent("placed", Version = 2, Aliases = ["a", "b"])] public sealed record OrderPlaced(int Amount, IReadOnlyList<Line> Lines, byte[] Image, Guid EventId);
        [DomainEvent("paid", Version = 3)] public sealed record OrderPaid(decimal Sum, double Price, string Email, int Extra) { [JsonPropertyName("sum")] public int Twice { get; init; } }
        [DomainEvent("paid")] public sealed record OrderPaidV1([property: JsonConverter(typeof(JsonStringEnumConverter<Kind>))] Kind Kind = Kind.One);
        public sealed record Line(string Product, Price<decimal> Price) { public Line? Next { get; set; } }
        public record struct Price<T>(T Amount, List<T> Parts);
        public enum Kind : byte { One, Two = 2 }
        [DomainEvent] public class PayOrder { public int A { get; set; } public string B = ""; public Func<int>? C { get; init; } public Shape? S { get; init; } public Open? O { get; init; } }
        public abstract record Open;
        [JsonDerivedType(typeof(Circle), "circle")] public abstract record Shape; public sealed record Circle(double R) : Shape;
        [DomainEvent] public sealed class Split { public Split(int x) { } public Split(string y, int z) { } public int X { get; } }
        [DomainEvent] public sealed class OrderMoved { public OrderMoved(int x, string street) { X = x; } public int X { get; } }
        [DomainEvent] public record RegisterUser(DateTime When, object What, int[] Codes); [DomainEvent] public sealed record RegisteredUser(string Name);
        [DomainEvent("noted")] public sealed record NoteTaken(string Text) { public string? More { get; init; } }
        [DomainEvent("twin")] public sealed record OneMade(int Id); [DomainEvent("twin")] public sealed record OtherMade(int Id);
        [DomainEvent] public abstract record Gone<T>(T Value); public sealed record Plain(int A) { [Handles] void On(OneMade e) { } }
        public static class Upcasters
        {
            [Upcasts] internal static OrderPaid Upcast(OrderPaidV1 old) => new(0, 0, DateTime.Now.ToString(), (int)old.Kind);
            [Upcasts("paid", 2, To = 3)] public static JsonObject Next(JsonObject old, EventMetadata m) { old["x"] = 1; return old; }
            [Upcasts("gone", 1)] public static IEnumerable<OrderPlaced> None(JsonObject old) => [];
            [Upcasts] private static (OrderPaid, OrderPlaced) Both(PayOrder old) => throw new Exception();
        }
        public static partial class Outer<T>
        {
            [Aggregate("order", UnhandledEvents = UnhandledEvents.Ignore)]
            public sealed partial class Order : AggregateRoot<string, Total>
            {
                private Order(int x) { }
                [Handles] static Total On(Total t, OrderPlaced e, EventMetadata m) => t with { Sum = t.Sum + e.Amount };
                [Handles] async void On(PayOrder e) { await Task.Yield(); }
                [Handles] private static Total Begin(OrderPlaced e) => new(e.Amount);
                public static IEnumerable<object> Decide(int command, Total state) => [new OrderPaid(1, 2, "", 3)];
            }
            [Aggregate] public sealed class Cart : AggregateRoot<int> { [Handles] private void On(OrderPlaced e) { } [Handles] private void On(object e) { } }
            public sealed record Total(int Sum) { public static Total Initial { get; } = new(0); }
        }
        public sealed partial class Basket(TimeProvider clock) : AggregateRoot<Guid>
        {
            private static int _count; private readonly List<Line> _lines = []; private byte[]? _image; public string? Note { get; set; }
            public List<Line> Lines => _lines;
            public void Pay() { _count++; Note = "paid"; Raise(new Split(1)); Raise(new OrderPaid(1, 2, "", 3)); }
            [H] private void On(OrderPaid e) { if (e.Sum < 0) throw new DomainException("no"); Note = $"{e.Sum} {clock.GetUtcNow()}"; Help(e); }
            [Handles] private int On(OrderPlaced e) { _image = e.Image; _lines.AddRange(e.Lines); Console.WriteLine(_count); Raise(e); return 1; }
            [Handles] private void On(ref RegisterUser e) { } [Handles] private void On(OneMade e) { } [Handles] private void Again(OneMade e) { }
            private void Help(OrderPaid e) => Note = Guid.NewGuid().ToString() + e.Price;
        }
        public static class Use
        {
            public static async Task Run(AggregateRepository<Basket, Guid> baskets, Basket basket)
            {
                baskets.SaveAsync(basket);
                _ = new NewEvent("text"); _ = new NewEvent(new Circle(1));
                while (true) try { await baskets.SaveAsync(basket); } catch (ConcurrencyException) { basket.Pay(); await baskets.SaveAsync(basket); }
            }
        }

        [Projection("totals")] public sealed partial class Totals(IReadModel<TotalRow> rows, string region)
        {
            private int _count;
            [Handles] private Task On(OrderPlaced e, EventContext c) { _count++; return rows.UpsertAsync(new(DateTime.Now.Ticks, region)).AsTask(); }
            [PartitionKey] private string KeyOf(IReadOnlyList<HandledEvent<OrderPlaced>> e) => "";
        }
        [ReadModel("events")] public sealed record TotalRow([ReadModelColumn("É")] double Id, [Indexed("a", Order = 1)] string Region);
        [ReadModel("events")] public sealed record MoreRow(int Id);
        [ReadModel("keyless")] public sealed record KeylessRow(string OrderCode, int Count);
        [Projection("totals")] public abstract partial class MoreTotals;
        [Projection("@", Version = 0)] public sealed partial class NoTotals;
        """;

    private const string Lock = """
        {
          "format": 1,
          "events": {
            "noted": { "versions": { "1": { "members": { "text": "string" } } } },
            "gone": { "versions": { "1": { "members": { "a": "int32" } } } },
            "lost": { "versions": { "1": { "members": { "a": "int32" } } } },
            "paid": { "aliases": ["payed"], "versions": { "1": { "members": { "kind": "Kind = 0" }, "types": { "Kind": { "enum": "uint8", "values": { "One": 1, "Zero": 0 } } } }, "3": { "members": { "sum": "string", "price": "float64" } } } },
            "placed": { "versions": { "1": { "members": {} }, "2": { "members": { "amount": "int64", "lines": "Line[]?" }, "types": { "Line": { "members": { "product": "string?", "next": "Line?" } } } } } },
            "split": { "versions": { "1": { "members": { "x": "int32" } } } }
          }
        }
        """;

    private const string Setting = "eventsourcing.require_explicit_name";

    private static readonly AnalyzerOptions Options = new([new AdditionalFile("/events.lock.json", Lock)], new Configured((Setting, "true")));

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create("Shop", [], Compilations.References, CompilationOptions(NullableContextOptions.Enable));

    /// <summary>What analyzers report for code, and what they throw.</summary>
    public static async Task<(ImmutableArray<Diagnostic> Found, IReadOnlyList<string> Failures)> AnalyzeAsync(string source, NullableContextOptions nullable = NullableContextOptions.Enable)
    {
        // Grown from one compilation, all of them share what was read of the framework.
        var compilation = nullable == NullableContextOptions.Enable ? Empty : Empty.WithOptions(CompilationOptions(nullable));
        return await AnalyzeAsync(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, ParseOptions, "/Shop.cs")), Options);
    }

    /// <summary>Asks every code fix for what it offers for every diagnostic, and does it: the code that each makes, and what they throw.</summary>
    public static async Task<(IReadOnlyList<(string Id, string Title, string Code)> Made, IReadOnlyList<string> Failures)> FixAsync(string source)
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.CurrentSolution.AddProject("Shop", "Shop", LanguageNames.CSharp)
            .WithMetadataReferences(Compilations.References)
            .WithCompilationOptions(CompilationOptions(NullableContextOptions.Enable))
            .WithParseOptions(ParseOptions);
        project = project.AddAnalyzerConfigDocument(".editorconfig", SourceText.From(Compilations.EditorConfig($"{Setting} = true")), filePath: "/.editorconfig").Project;
        var document = project.AddDocument("Shop.cs", SourceText.From(source), filePath: "/Shop.cs");
        document = document.Project.AddAdditionalDocument("events.lock.json", SourceText.From(Lock), filePath: "/events.lock.json").Project.GetDocument(document.Id)!;
        var (found, failures) = await AnalyzeAsync((await document.Project.GetCompilationAsync())!, document.Project.AnalyzerOptions);
        List<(string Id, string Title, string Code)> made = [];
        List<string> failed = [.. failures];
        foreach (var diagnostic in found)
        {
            foreach (var fix in Providers.CodeFixes)
            {
                if (!fix.FixableDiagnosticIds.Contains(diagnostic.Id)) continue;
                try
                {
                    foreach (var code in await ApplyAsync(fix, diagnostic, document)) made.Add((diagnostic.Id, code.Title, code.Code));
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    failed.Add($"{fix.GetType().Name} for {diagnostic}: {e}");
                }
            }
        }

        return (made, failed);
    }

    private static async Task<IReadOnlyList<(string Title, string Code)>> ApplyAsync(CodeFixProvider fix, Diagnostic diagnostic, Document document)
    {
        List<Microsoft.CodeAnalysis.CodeActions.CodeAction> actions = [];
        List<(string Title, string Code)> made = [];
        if (diagnostic.Location.IsInSource)
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        }

        foreach (var action in actions)
        {
            foreach (var operation in await action.GetOperationsAsync(CancellationToken.None))
            {
                if (operation is not Microsoft.CodeAnalysis.CodeActions.ApplyChangesOperation changes) continue;
                made.Add((action.Title, (await changes.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString()));
            }
        }

        return made;
    }

    private static async Task<(ImmutableArray<Diagnostic> Found, IReadOnlyList<string> Failures)> AnalyzeAsync(Compilation compilation, AnalyzerOptions options)
    {
        List<string> failures = [];
        var running = new CompilationWithAnalyzersOptions(
            options, (exception, analyzer, _) => failures.Add($"{analyzer}: {exception}"), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        return (await compilation.WithAnalyzers(Providers.Analyzers, running).GetAnalyzerDiagnosticsAsync(), failures);
    }

    private static CSharpCompilationOptions CompilationOptions(NullableContextOptions nullable) =>
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: nullable,
            specificDiagnosticOptions: Catalogue.Rules.All.Where(rule => !rule.IsEnabledByDefault).Select(rule => KeyValuePair.Create(rule.Id, ReportDiagnostic.Warn)));
}
