using System.Globalization;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Generators;

/// <summary>Emits what a projection class needs: its description with the factory, and the switch over its events.</summary>
internal static class ProjectionEmitter
{
    private const string Contract = "global::EventSourcing.IProjection";
    private const string ValueTask = "global::System.Threading.Tasks.ValueTask";
    private const string Context = "global::EventSourcing.EventContext";
    private const string Token = "global::System.Threading.CancellationToken cancellationToken";

    /// <summary>Emits one projection.</summary>
    public static void Emit(SourceProductionContext output, ProjectionModel projection)
    {
        var writer = new SourceWriter();
        var hasRuns = projection.Handlers.Any(static handler => handler.TakesRun);
        writer.OpenType(projection.Type, [$"{Contract}<{projection.Type.FullName}>"]);
        EmitDescriptor(writer, projection, hasRuns);
        EmitHandle(writer, projection);
        if (hasRuns) ProjectionRunEmitter.Emit(writer, projection);
        writer.CloseType(projection.Type);
        output.AddSource(projection.Type.HintName + ".Projection.g.cs", writer.ToSourceText());
    }

    /// <summary>The call of a handler.</summary>
    public static string Call(ProjectionHandler handler, string events) =>
        $"this.{handler.Method}({events}{(handler.TakesContext ? ", context" : "")}{(handler.TakesCancellation ? ", cancellationToken" : "")})";

    private static void EmitDescriptor(SourceWriter writer, ProjectionModel projection, bool hasRuns)
    {
        var self = projection.Type.FullName;
        writer.Line(SourceWriter.GeneratedCode);
        writer.Line($"static global::EventSourcing.ProjectionDescriptor<{self}> {Contract}<{self}>.Descriptor {{ get; }} = new(");
        writer.Indent().Line(Literals.Of(projection.Name) + ",");
        writer.Line(projection.Version.ToString(CultureInfo.InvariantCulture) + ",");
        EmitArray(writer, projection.Handlers.Select(static handler => $"typeof({handler.EventType})"));
        EmitArray(writer, projection.Arguments.Where(static argument => argument.Kind == ProjectionArgumentKind.ReadModel).Select(static argument => argument.Text).Distinct(StringComparer.Ordinal));
        EmitFactory(writer, projection, self, hasRuns || projection.Keys.Count > 0);
        if (hasRuns) writer.Line("HandlesRuns = true,");
        if (projection.Keys.Count > 0) EmitKeys(writer, projection);
        if (hasRuns || projection.Keys.Count > 0) writer.Outdent().Line("};");
        writer.Outdent().Blank();
    }

    private static void EmitFactory(SourceWriter writer, ProjectionModel projection, string self, bool hasMore)
    {
        var after = hasMore ? ")" : ");";
        if (projection.Arguments.Count == 0)
        {
            writer.Line($"static dependencies => new {self}(){after}");
        }
        else
        {
            writer.Line($"static dependencies => new {self}(").Indent();
            for (var i = 0; i < projection.Arguments.Count; i++) writer.Line(ArgumentOf(projection.Arguments[i]) + (i < projection.Arguments.Count - 1 ? "," : ")" + after));
            writer.Outdent();
        }

        if (hasMore) writer.Line("{").Indent();
    }

    private static string ArgumentOf(ProjectionArgument argument) => argument.Kind switch
    {
        ProjectionArgumentKind.ReadModel => $"dependencies.ReadModel({argument.Text})",
        ProjectionArgumentKind.Service => $"dependencies.Service<{argument.Text}>()",
        ProjectionArgumentKind.OptionalService => $"dependencies.OptionalService<{argument.Text}>()",
        _ => argument.Text,
    };

    private static void EmitKeys(SourceWriter writer, ProjectionModel projection)
    {
        writer.Line("Key = static recorded => recorded.Data switch");
        writer.Line("{").Indent();
        foreach (var key in projection.Keys)
        {
            var call = $"{projection.Type.FullName}.{key.Method}(e{(key.TakesMetadata ? ", recorded.Metadata" : "")})";
            writer.Line($"{key.EventType} e => {(key.IsText ? call : $"global::EventSourcing.ProjectionDescriptor.KeyText({call})")},");
        }

        writer.Line("_ => null,").Outdent().Line("},");
    }

    private static void EmitHandle(SourceWriter writer, ProjectionModel projection)
    {
        writer.Line(SourceWriter.GeneratedCode);
        writer.Open($"{ValueTask} {Contract}.HandleAsync({Context} context, {Token})").Open("switch (context.Event.Data)");
        foreach (var handler in projection.Handlers)
        {
            var call = Call(handler, handler.TakesRun ? $"global::EventSourcing.HandledEvents.One<{handler.EventType}>(e, context)" : "e");
            writer.Line($"case {handler.EventType} e:").Indent();
            if (handler.Returns == ProjectionReturn.Nothing) writer.Line(call + ";").Line("return default;");
            else writer.Line(handler.Returns == ProjectionReturn.Task ? $"return new {ValueTask}({call});" : $"return {call};");
            writer.Outdent();
        }

        writer.Line("default:").Indent().Line("return default;").Outdent().Close().Close().Blank();
    }

    private static void EmitArray(SourceWriter writer, IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count == 0)
        {
            writer.Line("[],");
            return;
        }

        writer.Line("[").Indent();
        foreach (var item in all) writer.Line(item + ",");
        writer.Outdent().Line("],");
    }
}
