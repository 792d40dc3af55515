using System.Collections;
using System.Reflection;

namespace Haggle.Integrations.Tests.Redis;

/// <summary>Makes a record of any kind with something in every place, or with nothing where nothing may be, and compares two of them place by place.</summary>
internal sealed class Specimen(bool isFull)
{
    private readonly NullabilityInfoContext nullability = new();
    private int number = 40;

    public object Make(Type type)
    {
        var constructor = type.GetConstructors().Where(one => !IsCopy(one, type)).MaxBy(one => one.GetParameters().Length)!;
        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType, MayBeNull(nullability.Create(parameter))))]);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
            property.SetValue(made, Value(property.PropertyType, MayBeNull(nullability.Create(property))));
        return made;
    }

    /// <returns>Where they differ; null when they do not.</returns>
    public static string? Difference(object? one, object? other, string path = "")
    {
        if (one is null || other is null)
            return one is null && other is null ? null : path;
        if (one.GetType() != other.GetType() && one is not IEnumerable)
            return path;
        if (one is string or ValueType && !IsComposite(one.GetType()))
            return one.Equals(other) ? null : path;
        if (one is IEnumerable many)
        {
            var (here, there) = (many.Cast<object>().ToList(), ((IEnumerable)other).Cast<object>().ToList());
            return here.Count != there.Count ? path : here.Zip(there).Select((pair, place) => Difference(pair.First, pair.Second, $"{path}[{place}]")).FirstOrDefault(found => found is not null);
        }

        return one.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => Difference(property.GetValue(one), property.GetValue(other), $"{path}.{property.Name}")).FirstOrDefault(found => found is not null);
    }

    private object? Value(Type type, bool mayBeNull)
    {
        if (mayBeNull && !isFull)
            return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return Several(type.GetGenericArguments()[0]);
        if (type.IsEnum)
            return isFull ? Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1) : Enum.ToObject(type, 0);
        if (type == typeof(string))
            return isFull ? $"Ёжик \"{++number}\" 🦔" : "";
        if (type == typeof(bool))
            return isFull;
        if (type == typeof(int))
            return isFull ? ++number : 0;
        if (type == typeof(long))
            return isFull ? long.MaxValue - ++number : 0L;
        if (type == typeof(DateTimeOffset))
            return isFull ? new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero).AddMicroseconds(++number) : DateTimeOffset.UnixEpoch;
        if (type.IsAbstract)
            return Make(type.Assembly.GetTypes().First(kind => kind.IsSubclassOf(type)));
        return Make(type);
    }

    private Array Several(Type type)
    {
        var all = Array.CreateInstance(type, isFull ? 2 : 0);
        for (var i = 0; i < all.Length; i++)
            all.SetValue(Value(type, false), i);
        return all;
    }

    private static bool MayBeNull(NullabilityInfo info) => info.ReadState == NullabilityState.Nullable || Nullable.GetUnderlyingType(info.Type) is not null;

    private static bool IsCopy(ConstructorInfo constructor, Type type) => constructor.GetParameters() is [var only] && only.ParameterType == type;

    private static bool IsComposite(Type type) => type.IsValueType && !type.IsPrimitive && !type.IsEnum && type.Namespace!.StartsWith("Haggle", StringComparison.Ordinal);
}
