/** Folders whose files are others' work, and so many that reading them tells nothing of the project. */
const foreign = /(^|\/)(node_modules|bower_components)(\/|$)/i;
/** Keys and what is no text, by its name; the rest shows when it is read. */
const notText =
  /\.(png|jpe?g|gif|webp|ico|pdf|zip|gz|tgz|bz2|xz|7z|jar|wasm|exe|dll|so|dylib|node|bin|woff2?|ttf|otf|eot|mp[34]|mov|avi|sqlite3?|db|p12|pfx|jks|keystore|pem|key|der)$|(^|\/)id_(rsa|dsa|ecdsa|ed25519)$/i;

/**
 * Why a model may not read or change the file behind a workspace-relative path, as far as its name tells; undefined when it may. Whether the
 * path leaves the workspace is told by `insideWorkspace`, and by following links.
 */
export function whyOffLimits(path: string): string | undefined {
  if (path === '' || /^([a-z][a-z\d+.-]*:|\/|\\|~)/i.test(path))
    return `“${path}” is no path inside the workspace.`;
  if (foreign.test(path)) return 'Installed packages are not read.';
  if (notText.test(path)) return `${path} is no text that may be read.`;
  return undefined;
}
