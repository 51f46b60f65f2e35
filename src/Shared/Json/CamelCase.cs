namespace EventSourcing.Compiler;

/// <summary>The names that System.Text.Json's camel case policy gives to members.</summary>
internal static class CamelCase
{
    /// <summary><c>Amount</c> is <c>amount</c>, <c>URLValue</c> is <c>urlValue</c>, <c>ID</c> is <c>id</c>.</summary>
    public static string From(string name)
    {
        if (name.Length == 0 || !char.IsUpper(name[0])) return name;
        var chars = name.ToCharArray();
        for (var i = 0; i < chars.Length; i++)
        {
            if (i == 1 && !char.IsUpper(chars[i])) break;
            if (i > 0 && i + 1 < chars.Length && !char.IsUpper(chars[i + 1])) break;
            chars[i] = char.ToLowerInvariant(chars[i]);
        }

        return new string(chars);
    }
}
