namespace EventSourcing.Generators.Tests;

/// <summary>What is emitted for the rows of read models compiles without a warning, and says what the type says.</summary>
public class ReadModelTests
{
    private const string Usings = "using System.Collections.Immutable; using System.Text.Json.Serialization; using System.Threading; using System.Threading.Tasks; namespace Banking;\n";

    [Test]
    public void The_contract_of_the_design_compiles_as_it_stands()
    {
        var result = Run("""
            /// <summary>A.</summary>
            [DomainEvent] public sealed record AccountOpened(string Owner, decimal InitialBalance);
            /// <summary>A.</summary>
            [DomainEvent("money-deposited")] public sealed record MoneyDeposited(decimal Amount, DateTimeOffset ValueDate);
            /// <summary>A.</summary>
            public sealed record AccountBalance(string Id, string Owner, decimal Balance);
            /// <summary>A.</summary>
            [Projection("account-balances", Version = 1)]
            public sealed partial class AccountBalances(IReadModel<AccountBalance> rows)
            {
                [Handles] ValueTask On(AccountOpened e, EventContext c, CancellationToken ct) => rows.UpsertAsync(new AccountBalance(c.Stream.Key, e.Owner, e.InitialBalance), ct);
                [Handles]
                async ValueTask On(MoneyDeposited e, EventContext c, CancellationToken ct)
                {
                    var row = await rows.FindAsync(c.Stream.Key, ct);
                    await rows.UpsertAsync(row! with { Balance = row.Balance + e.Amount }, ct);
                }
            }
            """).MustCompile();
        Assert.That(result.Sources["Banking.AccountBalances.Projection.g.cs"], Does.Contain("dependencies.ReadModel(global::Banking.AccountBalanceMapping.Instance)"));
        Assert.That(result.Sources["Banking.AccountBalance.ReadModel.g.cs"], Does.Contain("\"account_balance\"").And.Contain("ReadModelKey.Of(global::Banking.AccountBalanceColumns.Id)").And.Contain("public static class AccountBalanceMapping"));
        Assert.That(result.Sources["Banking.DomainEvents.g.cs"], Does.Contain("                global::Banking.AccountBalanceMapping.Instance,\n"));
    }

    [TestCase("bool", "Boolean")]
    [TestCase("int", "Int32")]
    [TestCase("ulong", "UInt64")]
    [TestCase("double", "Double")]
    [TestCase("decimal", "Decimal")]
    [TestCase("string", "Text")]
    [TestCase("char", "Char")]
    [TestCase("Guid", "Guid")]
    [TestCase("DateTimeOffset", "Instant")]
    [TestCase("DateTime", "UtcDateTime")]
    [TestCase("DateOnly", "Date")]
    [TestCase("TimeOnly", "Time")]
    [TestCase("TimeSpan", "Duration")]
    [TestCase("byte[]", "Bytes")]
    [TestCase("Half", "Parsable<global::System.Half>()")]
    [TestCase("DayOfWeek", "EnumName<global::System.DayOfWeek>()")]
    [TestCase("AttributeTargets", "EnumNumber<global::System.AttributeTargets>()")]
    [TestCase("int?", "Optional(global::EventSourcing.ReadModelTypes.Int32)")]
    [TestCase("string?", "OrNull(global::EventSourcing.ReadModelTypes.Text)")]
    [TestCase("Code", "Parsable<global::Banking.Code>()")]
    [TestCase("Owner", "Wrapped<global::Banking.Owner, string>(global::EventSourcing.ReadModelTypes.Text, static wrapped => wrapped.Value, static value => new global::Banking.Owner(value))")]
    [TestCase("Owner?", "Optional(global::EventSourcing.ReadModelTypes.Wrapped<")]
    [TestCase("Uri", "Json<global::System.Uri>(global::Banking.DomainEvents.Banking_RowCodec_ValueColumn.WriteValue")]
    [TestCase("Money", "Json<global::Banking.Money>(")]
    [TestCase("Money?", "OrNull(global::EventSourcing.ReadModelTypes.Json<global::Banking.Money>(")]
    [TestCase("List<Money>", "Json<global::System.Collections.Generic.List<global::Banking.Money>>(")]
    [TestCase("ImmutableArray<int>?", "Optional(global::EventSourcing.ReadModelTypes.Json<")]
    [TestCase("IReadOnlyDictionary<Owner, Money?>", "Json<global::System.Collections.Generic.IReadOnlyDictionary<")]
    [TestCase("Shape", "Json<global::Banking.Shape>(")]
    [TestCase("System.Text.Json.JsonElement", "Json<global::System.Text.Json.JsonElement>(")]
    public void Values_are_stored_by_their_types(string type, string stored) => Assert.That(
        Run($$"""
            internal sealed record Money(decimal Amount, string Currency);
            [JsonDerivedType(typeof(Circle), "circle")] internal abstract record Shape;
            internal sealed record Circle(double Radius) : Shape;
            [EventValue] internal readonly record struct Owner(string Value);
            internal readonly struct Code : IParsable<Code>
            {
                public static Code Parse(string s, IFormatProvider? provider) => default;
                public static bool TryParse(string? s, IFormatProvider? provider, out Code result) { result = default; return true; }
                public override string ToString() => "";
            }
            [ReadModel] internal sealed record Row(Guid Id, {{type}} Value);
            """).MustCompile().Sources["Banking.Row.ReadModel.g.cs"],
        Does.Contain("global::EventSourcing.ReadModelTypes." + stored));

    [Test]
    public void Classes_with_setters_are_filled_after_they_are_made()
    {
        var code = Run("""
            [ReadModel] internal sealed class Row
            {
                public required long Id { get; init; }
                public string Name { get; set; } = "";
                public string? Note { get; init; }
                public int Length => Name.Length;
                [JsonIgnore] public object? Cache { get; set; }
            }
            """).MustCompile().Sources["Banking.Row.ReadModel.g.cs"];
        Assert.That(code, Does.Contain("Id = global::Banking.RowColumns.Id.Load(values[0]),").And.Contain("Note = global::Banking.RowColumns.Note.Load(values[2]),").And.Not.Contain("Cache").And.Not.Contain("Length"));
    }

    [Test]
    public void Attributes_say_otherwise_on_parameters_and_properties_alike()
    {
        var code = Run("""
            [ReadModel("seats")] internal sealed record Row(
                [ReadModelKey(Order = 2)] int Seat, [ReadModelKey(Order = 1)] string Hall, [ReadModelColumn("who"), Indexed] string Owner, [property: Indexed("by_price", Order = 2)] decimal Price,
                [Indexed("by_price")] DateOnly Day)
            {
                [RowVersion] public int Changes { get; init; }
                [SoftDeleted] public bool IsGone { get; init; }
            }
            """).MustCompile().Sources["Banking.Row.ReadModel.g.cs"];
        Assert.That(code, Does.Contain("\"seats\"").And.Contain("ReadModelKey.Of(global::Banking.RowColumns.Hall, global::Banking.RowColumns.Seat)").And.Contain("\"who\"")
            .And.Contain("version: global::Banking.RowColumns.Changes").And.Contain("softDeleted: global::Banking.RowColumns.IsGone")
            .And.Contain("ReadModelIndex([\"who\"])").And.Contain("ReadModelIndex([\"day\", \"price\"])"));
    }

    [TestCase("internal sealed record Row(int Number);", TestName = "No key")]
    [TestCase("internal sealed record Row(double Id);", TestName = "Floating-point key")]
    [TestCase("internal sealed record Row(int? Id);", TestName = "Key that may be absent")]
    [TestCase("internal sealed record Row(List<int> Id);", TestName = "JSON key")]
    [TestCase("internal sealed record Row(int Id, [ReadModelColumn(\"id\")] int Other);", TestName = "One column twice")]
    [TestCase("internal sealed record Row(int Id, [ReadModelColumn(\"Größe\")] int Other);", TestName = "No column name")]
    [TestCase("internal sealed record Row(int Id, object Value);", TestName = "Unsupported type")]
    [TestCase("internal sealed record Row(int Id) { public int Value { get; private set; } }", TestName = "Private setter")]
    [TestCase("internal sealed record Row(int Id) { [RowVersion] public string Version { get; init; } = \"\"; }", TestName = "Wrong version")]
    [TestCase("internal sealed record Row(int Id) { [SoftDeleted] public DateTimeOffset Gone { get; init; } }", TestName = "Wrong mark of deletion")]
    [TestCase("internal sealed record Row(int Id) { [Indexed] public int[] Values { get; init; } = []; }", TestName = "JSON in an index")]
    [TestCase("[ReadModel(\"events\")] internal sealed record Row(int Id);", TestName = "Kept table name")]
    [TestCase("internal sealed record Row<T>(T Id);", TestName = "Generic")]
    [TestCase("internal abstract record Row(int Id);", TestName = "Abstract")]
    [TestCase("internal sealed class Row { private Row() { } public int Id { get; init; } }", TestName = "Private constructor")]
    public void Without_a_mapping_there_is_no_projection_either(string row)
    {
        var type = row.Contains("<T>", StringComparison.Ordinal) ? "Row<int>" : "Row";
        var sources = Run($"{row} internal sealed record Seen; [Projection] internal sealed partial class P(IReadModel<{type}> rows) {{ public object Rows => rows; [Handles] private void On(Seen e) {{ }} }}").MustCompile().Sources;
        Assert.That(sources.Keys, Has.None.EndWith("ReadModel.g.cs").And.None.EndWith("Projection.g.cs"));
    }

    [Test]
    public void Nested_rows_and_names_that_meet_those_of_classes_do_no_harm() => Run("""
        internal static class Outer { [ReadModel] internal sealed record Row(int Id, int Row_, int RowColumns, string ToString2, bool Equals2); }
        [ReadModel("other")] internal sealed record Row(int Id, int RowColumns, string @class, int GetType2);
        """).MustCompile();

    [Test]
    public void Rows_in_the_global_namespace_work() =>
        new TestProject("App", "[ReadModel] internal sealed record Row(int Id, IReadOnlyList<Part> Parts); internal sealed record Part(int A);") { RootNamespace = "" }.Run().MustCompile();

    [Test]
    public void Rows_of_another_assembly_are_mapped_once()
    {
        var contracts = new TestProject("Contracts", "namespace Contracts; /** <summary>A.</summary> */ public sealed record Bare(int Id); /** <summary>A.</summary> */ [ReadModel] public sealed record Marked(int Id, IReadOnlyList<int> Numbers);").Run().MustCompile().Reference();
        var sources = new TestProject(
            "App",
            "namespace App; internal sealed record Seen; [Projection] internal sealed partial class P(IReadModel<Contracts.Bare> bare, IReadModel<Contracts.Marked> marked) { public object[] All => [bare, marked]; [Handles] private void On(Seen e) { } }")
            .Referencing(contracts).Run().MustCompile().Sources;
        Assert.That(sources.Keys, Does.Contain("Contracts.Bare.ReadModel.g.cs").And.Not.Contain("Contracts.Marked.ReadModel.g.cs"));
        Assert.That(sources["Contracts.Bare.ReadModel.g.cs"], Does.Contain("internal static class BareMapping"));
    }

    [Test]
    public void A_mapping_that_was_written_by_hand_is_taken()
    {
        var sources = Run("""
            internal sealed record Row(object Id);
            internal static class RowMapping { public static ReadModelMapping<Row> Instance => throw new NotSupportedException(); }
            internal sealed record Seen;
            [Projection] internal sealed partial class P(IReadModel<Row> rows) { public object Rows => rows; [Handles] private void On(Seen e) { } }
            """).MustCompile().Sources;
        Assert.That(sources.Keys, Has.None.EndWith("ReadModel.g.cs").And.Some.EndWith("Projection.g.cs"));
    }

    [Test]
    public void Code_without_nullable_annotations_is_mapped() => Run("""
        #nullable disable
        [ReadModel] internal sealed record Row(int Id, string Name) { public string Note { get; set; } public List<string> Tags { get; init; } }
        """).MustCompile();

    private static TestResult Run(string code) => new TestProject("Banking", Usings + code).Run();
}
