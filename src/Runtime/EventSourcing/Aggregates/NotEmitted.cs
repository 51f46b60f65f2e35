namespace EventSourcing;

/// <summary>The error of a class for which the source generator has emitted nothing.</summary>
internal static class NotEmitted
{
    public static InvalidOperationException For(Type aggregateType) => new(
        $"Nothing was emitted for {aggregateType}, so it cannot apply events. Declare the class partial, and the types around it; "
        + "if it is, its project lacks the source generator: reference the package EventSourcing itself, not its assembly.");
}
