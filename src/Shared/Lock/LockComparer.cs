using System.Globalization;

namespace EventSourcing.Compiler;

/// <summary>
/// Finds how a shape differs from the one in the lock. Types are compared by what they consist of and never by name; what is the same in JSON is the
/// same, and cycles end where two types meet again.
/// </summary>
/// <param name="before">The shape in the lock.</param>
/// <param name="after">The shape in the code.</param>
internal sealed class LockComparer(LockedShape before, LockedShape after)
{
    private readonly List<LockChange> _changes = [];
    private readonly HashSet<(string Before, string After, bool IsKey)> _compared = [];
    private string _member = "";

    /// <summary>The differences, in the order of the members; none for shapes with the same JSON.</summary>
    public static IReadOnlyList<LockChange> Compare(LockedShape before, LockedShape after)
    {
        var comparer = new LockComparer(before, after);
        comparer.Members(before.Members, after.Members, "");
        return comparer._changes;
    }

    /// <summary>Whether two shapes have the same JSON.</summary>
    public static bool AreEqual(LockedShape before, LockedShape after) => Compare(before, after).Count == 0;

    /// <summary>Whether a value of one shape has the same JSON as one of another, apart from whether it may be <see langword="null"/>.</summary>
    public static bool AreSame(LockedShape before, LockedValue old, LockedShape after, LockedValue now) => new LockComparer(before, after).IsSame(old, now);

    private void Members(SortedDictionary<string, LockedMember> old, SortedDictionary<string, LockedMember> now, string path)
    {
        var gone = old.Where(m => !now.ContainsKey(m.Key)).ToList();
        var come = now.Where(m => !old.ContainsKey(m.Key)).ToList();
        var isRenamed = gone.Count == 1 && come.Count == 1 && IsSame(gone[0].Value.Type, come[0].Value.Type);
        foreach (var pair in old)
        {
            Enter(path, pair.Key);
            if (now.TryGetValue(pair.Key, out var current)) Member(pair.Value, current, Join(path, pair.Key));
            else if (!isRenamed) Add(LockChangeKind.MemberRemoved, Join(path, pair.Key), pair.Value.ToString(), "");
        }

        foreach (var pair in come)
        {
            Enter(path, pair.Key);
            var at = Join(path, pair.Key);
            if (isRenamed) Add(LockChangeKind.MemberRenamed, at, gone[0].Key, pair.Key);
            else if (pair.Value.IsRequired) Add(LockChangeKind.RequiredMemberAdded, at, "", pair.Value.ToString());
            else Add(pair.Value.IsImplicit ? LockChangeKind.MemberAddedWithoutDefault : LockChangeKind.MemberAdded, at, "", pair.Value.ToString());
        }
    }

    private void Member(LockedMember old, LockedMember now, string path)
    {
        if (!old.IsRequired && now.IsRequired) Add(LockChangeKind.MemberMadeRequired, path, old.ToString(), now.ToString());
        else if (old.IsRequired && !now.IsRequired) Add(LockChangeKind.MemberMadeOptional, path, old.ToString(), now.ToString());
        else if (old.Default != now.Default && Normalized(old.Default!) != Normalized(now.Default!))
            Add(now.Default == LockFormat.Computed ? LockChangeKind.DefaultComputed : LockChangeKind.DefaultChanged, path, old.Default!, now.Default!);
        Value(old.Type, now.Type, path);
    }

    /// <summary>0 and 0.0 are the same number.</summary>
    private static string Normalized(string literal) => decimal.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture)
        : literal;

    private void Value(LockedValue old, LockedValue now, string path)
    {
        if (now is ScalarValue { Name: Scalars.AnyJson } any)
        {
            if (old.IsNullable && !any.IsNullable) Add(LockChangeKind.NullRefused, path, old.ToString(), now.ToString());
            else if (old is not ScalarValue { Name: Scalars.AnyJson }) Add(LockChangeKind.TypeWidened, path, old.ToString(), now.ToString());
            else if (now.IsNullable && !old.IsNullable) Add(LockChangeKind.NullAllowed, path, old.ToString(), now.ToString());
            return;
        }

        var (bare, bareNow) = (old with { IsNullable = false }, now with { IsNullable = false });
        var count = _changes.Count;
        Bare(bare, bareNow, path);

        // A value of another type is one mistake, whether or not it can be null.
        if (_changes.Skip(count).Any(c => c.Path == path && c.IsBreaking)) return;
        if (old.IsNullable && !now.IsNullable) Add(LockChangeKind.NullRefused, path, old.ToString(), now.ToString());
        else if (now.IsNullable && !old.IsNullable) Add(LockChangeKind.NullAllowed, path, old.ToString(), now.ToString());
    }

    private void Bare(LockedValue old, LockedValue now, string path)
    {
        switch (old, now)
        {
            case (ConvertedValue a, ConvertedValue b):
                if (a.Converter != b.Converter) Add(LockChangeKind.ConverterChanged, path, old.ToString(), now.ToString());
                break;
            case (ConvertedValue, _) or (_, ConvertedValue):
                Add(LockChangeKind.ConverterChanged, path, old.ToString(), now.ToString());
                break;
            case (ListValue a, ListValue b):
                Value(a.Element, b.Element, path + "[]");
                break;
            case (MapValue a, MapValue b):
                Key(a.Key, b.Key, path + ".key");
                Value(a.Value, b.Value, path + "[]");
                break;
            case (ScalarValue a, ScalarValue b):
                if (a.Name != b.Name) Add(Scalars.Reads(b.Name, a.Name) ? LockChangeKind.TypeWidened : LockChangeKind.TypeChanged, path, a.Name, b.Name);
                break;
            case (NamedValue a, NamedValue b):
                Types(a.Name, b.Name, path, isKey: false);
                break;
            default:
                Add(ReadsEnum(old, now) ? LockChangeKind.TypeWidened : LockChangeKind.TypeChanged, path, old.ToString(), now.ToString());
                break;
        }
    }

    /// <summary>A key is stored as a text: numbers as their digits, enums as their names.</summary>
    private void Key(LockedValue old, LockedValue now, string path)
    {
        if (old is NamedValue a && now is NamedValue b) Types(a.Name, b.Name, path, isKey: true);
        else if (now is ScalarValue { Name: Scalars.Text } && old is not ScalarValue { Name: Scalars.Text }) Add(LockChangeKind.TypeWidened, path, old.ToString(), now.ToString());
        else if (old is NamedValue || now is NamedValue) Add(LockChangeKind.TypeChanged, path, old.ToString(), now.ToString());
        else Value(old, now, path);
    }

    /// <summary>
    /// What an enum has stored is read as the number or the text that it is. Not the other way: numbers and texts without a name may be stored, and the
    /// lock would not know of them any more.
    /// </summary>
    private bool ReadsEnum(LockedValue old, LockedValue now) =>
        old is NamedValue a && now is ScalarValue b && before.Types[a.Name] is LockedEnum e && (e.IsByName ? b.Name == Scalars.Text : Scalars.Reads(b.Name, e.Underlying));

    private void Types(string oldName, string nowName, string path, bool isKey)
    {
        if (!_compared.Add((oldName, nowName, isKey))) return;
        switch (before.Types[oldName], after.Types[nowName])
        {
            case (LockedObject a, LockedObject b):
                Members(a.Members, b.Members, path);
                break;
            case (LockedEnum a, LockedEnum b):
                Enums(a, b, path, isKey);
                break;
            case (LockedUnion a, LockedUnion b):
                Unions(a, b, path);
                break;
            case (LockedObject, LockedUnion b) when b.Cases.TryGetValue(LockedUnion.Plain, out var plain):
                Types(oldName, plain, path, isKey: false);
                Add(LockChangeKind.CaseAdded, path, "", b.Discriminator);
                break;
            case (LockedUnion, LockedObject) or (LockedObject, LockedUnion):
                Add(LockChangeKind.DiscriminatorChanged, path, oldName, nowName);
                break;
            default:
                Add(LockChangeKind.TypeChanged, path, oldName, nowName);
                break;
        }
    }

    private void Enums(LockedEnum old, LockedEnum now, string path, bool isKey)
    {
        if (old.IsByName != now.IsByName && !isKey)
        {
            Add(LockChangeKind.TypeChanged, path, old.Underlying, now.Underlying);
            return;
        }

        if (old.Underlying != now.Underlying && !isKey)
            Add(Scalars.Reads(now.Underlying, old.Underlying) ? LockChangeKind.TypeWidened : LockChangeKind.TypeChanged, path, old.Underlying, now.Underlying);
        var isByName = now.IsByName || isKey;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pair in old.Values)
        {
            if (now.Values.TryGetValue(pair.Key, out var number))
            {
                if (!isByName && number != pair.Value) Add(LockChangeKind.EnumNumberChanged, path, pair.Key + " = " + pair.Value, pair.Key + " = " + number);
            }
            else if (!isByName && now.Values.FirstOrDefault(v => v.Value == pair.Value).Key is { } other)
            {
                taken.Add(other);
                Add(LockChangeKind.EnumMemberRenamed, path, pair.Key, other);
            }
            else
            {
                Add(LockChangeKind.EnumMemberRemoved, path, pair.Key, "");
            }
        }

        foreach (var pair in now.Values)
        {
            if (!old.Values.ContainsKey(pair.Key) && !taken.Contains(pair.Key)) Add(LockChangeKind.EnumMemberAdded, path, "", pair.Key);
        }
    }

    private void Unions(LockedUnion old, LockedUnion now, string path)
    {
        if (old.Discriminator != now.Discriminator) Add(LockChangeKind.DiscriminatorChanged, path, old.Discriminator, now.Discriminator);
        foreach (var pair in old.Cases)
        {
            if (now.Cases.TryGetValue(pair.Key, out var type)) Types(pair.Value, type, pair.Key == LockedUnion.Plain ? path : $"{path}({pair.Key})", isKey: false);
            else Add(LockChangeKind.CaseRemoved, path, pair.Key, "");
        }

        foreach (var pair in now.Cases)
        {
            if (!old.Cases.ContainsKey(pair.Key)) Add(LockChangeKind.CaseAdded, path, "", pair.Key);
        }
    }

    private bool IsSame(LockedValue old, LockedValue now)
    {
        // What is being compared already is taken for the same: a type that contains itself would be compared for ever.
        var comparer = new LockComparer(before, after);
        comparer._compared.UnionWith(_compared);
        comparer.Value(old with { IsNullable = false }, now with { IsNullable = false }, "");
        return comparer._changes.Count == 0;
    }

    private void Enter(string path, string member)
    {
        if (path.Length == 0) _member = member;
    }

    private static string Join(string path, string member) => path.Length == 0 ? member : path + "." + member;

    private void Add(LockChangeKind kind, string path, string old, string now) => _changes.Add(new LockChange(kind, _member, path, old, now));
}
