# Reads the log of a failed restore, twice (awk -f … log log). Prints the packages that the registry does not have, one a line.
# Fails, and says what is wrong, where the restore failed for any other reason. A registry that holds part of the gallery
# gives other versions than asked for (NU1603); what does not fit because of such a version counts as missing too.
function project() { return substr($0, 1, index($0, " : ")) }
function word(n, text,   words) { split(text, words, " "); return words[n] }

NR == FNR && / NU1603: / && match($0, /[^ ]+ [^ ]+ was resolved instead/) {
  substitute[project(), word(1, substr($0, RSTART)) " " word(2, substr($0, RSTART))] = 1
}
NR == FNR { next }

/ NU1605: / && / -> / {
  count = split(substr($0, index($0, "NU1605:") + 7), chain, / -> /)
  for (i = 1; i < count; i++)
    if ((project(), chain[i]) in substitute)
      unfit[project(), word(1, chain[count])] = 1
  next
}
!/: error |^error / { next }
/ NU110[123]: / && match($0, /package [^ ]+/) {
  name = word(2, substr($0, RSTART)); sub(/\.$/, "", name)
  missing[name] = 1
  next
}
/ NU1605: / && match($0, /downgrade: [^ ]+/) { downgrade[$0] = project() SUBSEP word(2, substr($0, RSTART)); next }
/ NU1202: / && match($0, /Package [^ ]+ [^ ]+/) {
  package = substr($0, RSTART)
  if ((project(), word(2, package) " " word(3, package)) in substitute) next
}
{ wrong[$0] = 1 }

END {
  for (line in downgrade) if (!(downgrade[line] in unfit)) wrong[line] = 1
  for (name in missing) { print name; found = 1 }
  for (line in wrong) { print line > "/dev/stderr"; failed = 1 }
  if (!found) print "no package is missing, and yet the restore failed" > "/dev/stderr"
  exit failed || !found
}
