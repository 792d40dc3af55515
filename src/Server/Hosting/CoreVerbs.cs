using System.Reflection;
using Haggle.Core.Messages;

namespace Haggle.Server.Hosting;

/// <summary>Core's verbs as services. Core itself knows no container, so it is asked which verbs it has.</summary>
internal static class CoreVerbs
{
    /// <summary>A verb is a sealed class that is no record and has a method <c>Run…</c>, or one that answers later; it keeps no state of its own.</summary>
    public static IServiceCollection AddCoreVerbs(this IServiceCollection services)
    {
        foreach (var verb in typeof(SendMessage).Assembly.GetExportedTypes().Where(IsVerb))
            services.AddSingleton(verb);
        return services;
    }

    private static bool IsVerb(Type type)
        => type is { IsClass: true, IsSealed: true, IsAbstract: false } && type.GetMethod("<Clone>$") is null
            && type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Any(IsWork);

    private static bool IsWork(MethodInfo method)
        => method.Name.StartsWith("Run", StringComparison.Ordinal)
            || method.ReturnType == typeof(ValueTask) || (method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(ValueTask<>));
}
