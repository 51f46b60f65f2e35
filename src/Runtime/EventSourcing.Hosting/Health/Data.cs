namespace EventSourcing.Hosting;

/// <summary>Values beside the result of a health check.</summary>
internal static class Data
{
    public static IReadOnlyDictionary<string, object> Of(params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            if (value is not null) data.Add(name, value);
        }

        return data;
    }
}
