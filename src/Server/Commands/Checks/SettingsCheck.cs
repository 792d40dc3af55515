using System.Net;
using Haggle.Server.Settings;

namespace Haggle.Server.Commands.Checks;

/// <summary>Whether every setting has a value that we can use, and together they make sense.</summary>
internal static class SettingsCheck
{
    private const string Subject = "settings";

    public static (Finding Finding, ServerSettings? Settings) Look(Func<IConfiguration> source)
    {
        try
        {
            return (Finding.Well(Subject, $"{SettingCatalog.All.Count} known, none has a wrong value."), ServerSettings.Read(source()));
        }
        catch (WrongSettingException wrong)
        {
            return (Finding.Wrong(Subject, wrong.Message, "correct the value and look again."), null);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or FormatException)
        {
            return (Finding.Wrong(Subject, unreadable.Message, "correct appsettings.json."), null);
        }
    }

    public static IEnumerable<Finding> Judge(ServerSettings settings)
    {
        if (settings.CorsAllowOrigins.Contains("*"))
            yield return Finding.Doubtful(Subject, "CORS_ALLOW_ORIGINS lets pages of every site call us.", "name your own sites instead of *.");
        if (!IPAddress.IsLoopback(settings.Bind) && settings.AuthPerMinute == 0)
            yield return Finding.Doubtful(Subject, "RATE_LIMIT_AUTH_PER_MIN is off, and we listen beyond this machine.", "set a limit; passwords can be guessed without end.");
        if (!IPAddress.IsLoopback(settings.Bind) && settings.TrustedProxies.Count == 0)
            yield return Finding.Doubtful(Subject, "TRUSTED_PROXIES is empty, and we listen beyond this machine.", "behind a proxy, name it; else all clients share one address and one allowance.");
    }
}
