using System.Globalization;
using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>Emits the calls of upcasters, as the catalog keeps them.</summary>
internal static class UpcasterEmitter
{
    private const string Upcaster = "global::EventSourcing.EventUpcaster.";

    /// <summary>Emits the list of upcasters, as an argument that others follow.</summary>
    public static void Emit(SourceWriter writer, EquatableArray<UpcasterModel> upcasters)
    {
        writer.Line("[").Indent();
        foreach (var upcaster in upcasters) Emit(writer, upcaster);
        writer.Outdent().Line("],");
    }

    /// <summary>What tells other assemblies from where to where an upcaster leads.</summary>
    public static string AttributeOf(UpcasterModel upcaster) =>
        $"[assembly: global::EventSourcing.CatalogedUpcaster({Literals.Of(upcaster.Method)}, {Literals.Of(upcaster.Name)}, {Text(upcaster.Version)}, {Text(upcaster.To)}{string.Concat(TypesOf(upcaster).Select(t => ", " + t))})]";

    private static void Emit(SourceWriter writer, UpcasterModel upcaster)
    {
        writer.Line(upcaster.Input switch
        {
            UpcastInput.Event => $"{Upcaster}FromEvent<{upcaster.InputType}>(",
            UpcastInput.JsonObject => $"{Upcaster}FromJsonObject(",
            _ => $"{Upcaster}FromJsonElement(",
        }).Indent();
        if (upcaster.Input != UpcastInput.Event) writer.Line($"{Literals.Of(upcaster.Name)},").Line($"{Text(upcaster.Version)},");
        writer.Line(Literals.Of(upcaster.Method) + ",");
        EmitCall(writer, upcaster, $"{upcaster.Call}({(upcaster.TakesMetadata ? "old, metadata" : "old")})");
        writer.Line(upcaster.Output == UpcastOutput.Json ? $"to: {Text(upcaster.To)})," : $"[{string.Join(", ", TypesOf(upcaster))}]),");
        writer.Outdent();
    }

    private static void EmitCall(SourceWriter writer, UpcasterModel upcaster, string call)
    {
        const string Lambda = "static (old, metadata, results) =>";
        if (upcaster.Output != UpcastOutput.Tuple)
        {
            writer.Line($"{Lambda} {(upcaster.Output switch
            {
                UpcastOutput.Json => $"results.AddJson({call})",
                UpcastOutput.Sequence => $"results.AddAll<{upcaster.Results[0]}>({call}!)",
                _ => $"results.Add({call})",
            })},");
            return;
        }

        writer.Open(Lambda);
        writer.Line($"var parts = {call};");
        for (var i = 1; i <= upcaster.Results.Count; i++) writer.Line($"results.Add(parts.Item{Text(i)});");
        writer.Close(",");
    }

    private static IEnumerable<string> TypesOf(UpcasterModel upcaster) => upcaster.Results.Distinct(StringComparer.Ordinal).Select(type => $"typeof({type})");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
